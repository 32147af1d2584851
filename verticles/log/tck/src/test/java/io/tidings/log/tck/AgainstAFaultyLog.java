package io.tidings.log.tck;

import io.tidings.log.EventLog;

/** Run by {@link SuitesCatchFaultsTest}; its name keeps it from being run on its own. */
class AgainstAFaultyLog implements EventLogConformance {

  static final ThreadLocal<Fault> FAULT = new ThreadLocal<>();

  @Override
  public EventLog emptyLog() {
    return new FaultyLog(FAULT.get());
  }
}
