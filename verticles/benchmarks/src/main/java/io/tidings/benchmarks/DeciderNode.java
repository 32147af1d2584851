package io.tidings.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.Tidings;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.engine.Sourcing;

/** A node that runs deciders beside the persistence role. */
record DeciderNode(LocalLog log, Sourcing sourcing) implements AutoCloseable {

  sealed interface Event {}

  @EventType("bench.counted")
  record Counted(long number, String text) implements Event {}

  sealed interface Command {}

  @CommandType("count")
  record Count(String text) implements Command {}

  @CommandType("look")
  record Look() implements Command {}

  record State(long number) {}

  static final EventFamily<Event> EVENTS = EventFamily.of(Event.class).build();

  /** As much as others publish in an event. */
  static final String TEXT = "x".repeat(Samples.PAYLOAD_BYTES - 30);

  static final class Counter implements Decider<Command, Event, State> {

    @Override
    public State initial() {
      return new State(0);
    }

    @Override
    public Decision<Event> decide(Command command, State state) {
      return command instanceof Count count
          ? Decision.accept(new Counted(state.number() + 1, count.text()))
          : Decision.accept();
    }

    @Override
    public State evolve(State state, Event event) {
      return new State(((Counted) event).number());
    }
  }

  static DeciderNode open(PostgresLogConfig config) {
    LocalLog log = LocalLog.open(config);
    Tail tail = new Tail(log.vertx(), log.bus(), TailConfig.defaults());
    Host host =
        new Host(
            log.vertx(),
            log.bus(),
            tail,
            new MemoryConsumerStore(),
            "bench",
            new SimpleMeterRegistry(),
            EngineConfig.defaults());
    Tidings tidings =
        new Tidings(host, new BusSchedule(log.vertx(), BusLogConfig.defaults(), true), "/bench");
    return new DeciderNode(log, Sourcing.of(tidings));
  }

  @Override
  public void close() {
    log.close();
  }
}
