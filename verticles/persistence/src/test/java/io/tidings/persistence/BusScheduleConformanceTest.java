package io.tidings.persistence;

import io.tidings.fixtures.AcrossTheWire;
import io.tidings.log.bus.Addresses;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.bus.ScheduleCalls;
import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.schedule.ScheduleConformance;
import io.tidings.wire.Call;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/** The suites through requests and the wire format; nobody records what is due. */
class BusScheduleConformanceTest implements ScheduleConformance {

  private final Vertx vertx = Vertx.vertx();

  @Override
  public ScheduleStore emptyStore() {
    return new MemorySchedule();
  }

  @Override
  public Schedule client(ScheduleStore store) {
    AcrossTheWire.register(vertx);
    AwaitedLog.await(
        vertx
            .eventBus()
            .consumer(
                Addresses.SCHEDULE,
                message ->
                    PersistenceVerticle.answer(
                        message, Call.class, call -> ScheduleCalls.serve(store, call)))
            .completion());
    return new BusSchedule(vertx, BusLogConfig.defaults(), false);
  }

  @AfterEach
  void close() {
    AwaitedLog.await(vertx.close());
  }
}
