package io.tidings.log.postgres;

import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.schedule.ScheduleConformance;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresScheduleIT implements ScheduleConformance {

  private final Vertx vertx = Vertx.vertx();
  private final ReusedLog log = new ReusedLog(TestServers.shared());
  private PostgresSchedule schedule;

  @Override
  public ScheduleStore emptyStore() {
    schedule = new PostgresSchedule(vertx, log.emptied());
    return schedule;
  }

  @AfterEach
  void close() {
    AwaitedLog.await(schedule.close());
  }

  @AfterAll
  void closeVertx() {
    AwaitedLog.await(vertx.close());
  }
}
