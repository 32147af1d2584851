package io.tidings.log.tck.schedule;

import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.ScheduleStore;

/** What the suites need of an adapter. */
public interface ScheduleFixture {

  /**
   * A store without anything in it, that nobody else uses. Every test asks for one, once; close
   * what belongs to it in an {@code @AfterEach} method.
   */
  ScheduleStore emptyStore();

  /**
   * The store as it is reached by who schedules; the store itself, unless that is what is tested.
   */
  default Schedule client(ScheduleStore store) {
    return store;
  }

  /** {@link #emptyStore()}, as a test thread uses it. */
  default AwaitedSchedule openSchedule() {
    ScheduleStore store = emptyStore();
    return new AwaitedSchedule(client(store), store);
  }
}
