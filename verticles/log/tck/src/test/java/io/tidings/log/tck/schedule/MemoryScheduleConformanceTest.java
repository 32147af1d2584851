package io.tidings.log.tck.schedule;

import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.schedule.ScheduleStore;

class MemoryScheduleConformanceTest implements ScheduleConformance {

  @Override
  public ScheduleStore emptyStore() {
    return new MemorySchedule();
  }
}
