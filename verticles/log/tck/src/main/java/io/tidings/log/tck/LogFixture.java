package io.tidings.log.tck;

import io.tidings.log.EventLog;

/** What the suites need of an adapter. */
public interface LogFixture {

  /**
   * A log in which nothing was recorded yet and to which nobody else appends. Every test asks for
   * one, once; close what belongs to it in an {@code @AfterEach} method.
   */
  EventLog emptyLog();

  /** {@link #emptyLog()}, as a test thread uses it. */
  default AwaitedLog openLog() {
    return new AwaitedLog(emptyLog());
  }
}
