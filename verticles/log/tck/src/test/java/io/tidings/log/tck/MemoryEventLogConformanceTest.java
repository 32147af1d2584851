package io.tidings.log.tck;

import io.tidings.log.EventLog;
import io.tidings.log.memory.MemoryEventLog;

class MemoryEventLogConformanceTest implements EventLogConformance {

  @Override
  public EventLog emptyLog() {
    return new MemoryEventLog();
  }
}
