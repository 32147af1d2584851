package io.tidings.sourcing.sagas;

import io.tidings.Tidings;
import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.tidings.consumers.engine.Host;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.Commands;
import io.tidings.sourcing.engine.Sourcing;
import io.tidings.sourcing.sagas.Shop.DeskCommand;
import io.tidings.sourcing.sagas.Shop.State;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** The shop in this process, and what its tests ask and do. */
abstract class SagaFixture {

  static final Duration FOREVER = Duration.ofHours(1);
  static final Retry QUICK =
      Retry.DEFAULT.attempts(3).backoff(Duration.ofMillis(1), Duration.ofMillis(2), 1);

  final Tidings tidings = Tidings.inProcess();
  final Sourcing sourcing = Sourcing.of(tidings);
  final List<Command> sent = new CopyOnWriteArrayList<>();

  /** Real deciders; what was sent is noted. */
  final Commands desk =
      new Commands() {
        @Override
        public Future<CommandOutcome> send(Command command) {
          sent.add(command);
          return sourcing.commands().send(command);
        }
      };

  SagaFixture() {
    sourcing.decider("desk", DeskCommand.class, Shop.EVENTS, new Shop.Desk()).start().await();
  }

  @AfterEach
  void close() {
    tidings.close().await();
  }

  RunningSaga<State> start(Duration patience) {
    return start(tidings, desk, patience);
  }

  static RunningSaga<State> start(Tidings tidings, Commands commands, Duration patience) {
    return SagaBuilder.of(tidings, commands, Shop.saga(patience)).retry(QUICK).start().await();
  }

  /** Another node on the same log, with something between it and the log. */
  Tidings node(String name, UnaryOperator<EventLog> fault) {
    Host host = tidings.host();
    return new Tidings(
        new Host(
            host.vertx(),
            fault.apply(tidings.log()),
            host.tail(),
            host.store(),
            name,
            host.meters(),
            host.config()),
        tidings.schedule(),
        "/" + name);
  }

  void order(String... orders) {
    for (String order : orders) {
      tidings.to("order-" + order).publish(new Shop.Ordered(order)).await();
    }
  }

  void settle() {
    tidings.settled().await();
  }

  /** What has happened at the desk, by short names. */
  List<String> deskOf(String order) {
    return stream("desk-" + order).stream()
        .map(event -> event.type().substring("desk.".length()))
        .toList();
  }

  List<RecordedEvent> stream(String stream) {
    return tidings.log().read(Query.stream(stream, 0, 1000)).await().events();
  }

  static SagaState<State> state(RunningSaga<State> saga, String order) {
    return saga.instance(order).await().orElseThrow();
  }

  static void awaitEnd(RunningSaga<State> saga, String order) {
    Awaitility.await()
        .until(() -> saga.instance(order).await(), at -> at.map(SagaState::ended).orElse(false));
  }

  static String step(RunningSaga<State> saga, String order) {
    Optional<SagaState<State>> found = saga.instance(order).await();
    return found.map(SagaState::step).orElse("none");
  }

  /** The streams that wait behind one. */
  List<String> deadLetters(String consumer) {
    return letters(consumer).stream().map(DeadLetter::stream).toList();
  }

  List<DeadLetter> letters(String consumer) {
    Which dead = new Which(consumer, HeldState.DEAD, null, null, null, null, null);
    return tidings.store().deadLetters(new DeadLetterQuery(dead, 0, 100)).await().letters();
  }

  void replay(String consumer, boolean dryRun) {
    long epoch = tidings.log().head().await().epoch();
    Cursor to = new Cursor(epoch, all().size());
    tidings
        .store()
        .change(
            new Change(
                consumer,
                Definitions.Command.REPLAY,
                new Cursor(epoch, 0),
                to,
                0,
                dryRun,
                "test",
                "once more"))
        .await();
    Awaitility.await().until(() -> isRunning(consumer));
  }

  private boolean isRunning(String consumer) {
    var status = tidings.store().status(new Asked(consumer)).await().consumers().get(0);
    return status.state() == Definitions.State.RUNNING
        && status.segments().stream().allMatch(one -> one.replay() == null);
  }

  List<RecordedEvent> all() {
    return tidings.log().read(Query.after(Cursor.START, Filter.ALL, 1000)).await().events();
  }
}
