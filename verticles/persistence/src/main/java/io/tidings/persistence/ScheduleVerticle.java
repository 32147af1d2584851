package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.bus.Addresses;
import io.tidings.log.bus.ScheduleCalls;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.wire.Call;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * Serves the schedule on the bus, and records what is due. Deploy one instance on each node that
 * has the {@link PersistenceVerticle}, after it; several nodes share the work.
 */
public final class ScheduleVerticle extends VerticleBase {

  private final ScheduleStore store;
  private final EventLog log;
  private final ScheduleConfig config;
  private MessageConsumer<Object> consumer;
  private Recorder recorder;

  /**
   * @param store the schedule itself, not one reached over the bus
   * @param log the log as everybody on this node reaches it, so that what is recorded is announced
   */
  public ScheduleVerticle(ScheduleStore store, EventLog log, ScheduleConfig config) {
    this.store = store;
    this.log = log;
    this.config = config;
  }

  @Override
  public Future<?> start() {
    recorder = new Recorder(vertx, store, log, config);
    consumer =
        vertx
            .eventBus()
            .consumer(
                Addresses.SCHEDULE,
                message ->
                    PersistenceVerticle.answer(
                        message, Call.class, call -> ScheduleCalls.serve(store, call)));
    return consumer.completion().onSuccess(registered -> recorder.start());
  }

  /** Takes no more requests, and ends after what has been taken to be recorded. */
  @Override
  public Future<?> stop() {
    return consumer.unregister().otherwiseEmpty().compose(gone -> recorder.stop());
  }
}
