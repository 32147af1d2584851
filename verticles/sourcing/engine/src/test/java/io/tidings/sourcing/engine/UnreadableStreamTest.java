package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.Tidings;
import io.tidings.log.LogFailure;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.EventFamily;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.engine.RiggedDecider.Event;
import io.tidings.sourcing.engine.RiggedDecider.Sum;
import io.tidings.sourcing.engine.RiggedDecider.Take;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The log has events that this version of a decider cannot read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnreadableStreamTest {

  private static final UnaryOperator<Event> FAILING =
      event -> {
        throw new IllegalStateException("a note too many");
      };

  private final Vertx vertx = Vertx.vertx();
  private final RiggedLog log = new RiggedLog(new MemoryEventLog());

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Stream<RiggedDecider> deciders() {
    return Stream.of(new RiggedDecider(), new RiggedDecider.Across());
  }

  private Runner<Take, Event, Sum> node(RiggedDecider decider) {
    return decider.run(vertx, log);
  }

  private void record(int version) {
    log.append(
            Append.of(
                EventJson.event(new RiggedDecider.Taken("a"), "/other").stream("notes-1")
                    .extension("schemaversion", version)
                    .build()))
        .await();
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void a_version_that_is_not_known_is_a_failure_of_its_own(RiggedDecider decider) {
    record(9);

    assertThatThrownBy(() -> node(decider).send(RiggedDecider.take("a")).await())
        .isInstanceOf(CommandFailure.Unreadable.class)
        .hasMessageContaining("'notes'")
        .hasMessageContaining("version 9")
        .hasMessageContaining("nothing was recorded");
    assertThat(log.head().await().position()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void an_evolve_that_throws_is_such_a_failure(RiggedDecider decider) {
    record(2);
    decider.evolving = FAILING;

    assertThatThrownBy(() -> node(decider).send(RiggedDecider.take("a")).await())
        .isInstanceOf(CommandFailure.Unreadable.class)
        .hasMessageContaining("a note too many");
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void a_command_that_was_carried_out_is_answered_as_the_first_time(RiggedDecider decider) {
    Command take = RiggedDecider.take("a");
    Accepted first = (Accepted) node(decider).send(take).await();
    decider.evolving = FAILING;
    Runner<Take, Event, Sum> unable = node(decider);

    Future<?> other = unable.send(RiggedDecider.take("a"));
    Accepted again = (Accepted) unable.send(take).await();

    assertThat(again).isEqualTo(new Accepted(1, first.events(), true));
    assertThatThrownBy(other::await).isInstanceOf(CommandFailure.Unreadable.class);
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void while_the_log_is_away_whether_it_was_carried_out_is_not_known(RiggedDecider decider) {
    record(9);
    log.beforeAppend(batch -> Future.failedFuture(new LogFailure.Unavailable("gone", null)));

    assertThatThrownBy(() -> node(decider).send(RiggedDecider.take("a")).await())
        .isInstanceOf(CommandFailure.Unavailable.class);
  }

  @Test
  void all_that_wait_for_the_stream_are_told() {
    TestNode node = new TestNode(vertx, log);
    log.append(
            Append.of(
                EventJson.event(new Orders.NoteAdded("n"), "/other").stream("order-1")
                    .extension("schemaversion", 9)
                    .build()))
        .await();
    int many = 3 * DeciderLimits.defaults().together() + 1;

    List<Future<Object>> sent =
        IntStream.range(0, many)
            .mapToObj(n -> TestNode.command("order-1", new Orders.AddNote("n")))
            .map(command -> node.runner.send(command).<Object>mapEmpty())
            .toList();
    Future.join(sent).otherwiseEmpty().await();

    assertThat(sent).allMatch(one -> one.cause() instanceof CommandFailure.Unreadable);
    assertThat(node.count("commands", "outcome", "unreadable")).isEqualTo(many);
  }

  @Test
  void a_node_that_cannot_read_a_stream_is_not_asked_again_and_again() {
    Tidings tidings = Tidings.inProcess();
    AtomicInteger times = new AtomicInteger();
    RiggedDecider decider = new RiggedDecider();
    decider.evolving =
        event -> {
          times.incrementAndGet();
          return FAILING.apply(event);
        };
    Sourcing sourcing = Sourcing.of(tidings);
    sourcing
        .decider("notes", Take.class, EventFamily.of(Event.class).build(), decider)
        .start()
        .await();
    tidings.to("notes-1").publish(new RiggedDecider.Taken("a")).await();

    assertThatThrownBy(() -> sourcing.commands().send(RiggedDecider.take("a")).await())
        .isInstanceOf(CommandFailure.Unreadable.class);

    assertThat(times.get()).isBetween(1, 3);
    tidings.close().await();
  }
}
