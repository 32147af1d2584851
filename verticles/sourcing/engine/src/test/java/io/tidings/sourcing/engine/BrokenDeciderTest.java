package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.engine.RiggedDecider.Event;
import io.tidings.sourcing.engine.RiggedDecider.Sum;
import io.tidings.sourcing.engine.RiggedDecider.Take;
import io.tidings.sourcing.engine.RiggedDecider.TakenV1;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a decider does: it fails the command that it does it on, and the next one goes on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenDeciderTest {

  private final Vertx vertx = Vertx.vertx();
  private final MemoryEventLog log = new MemoryEventLog();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Stream<RiggedDecider> deciders() {
    return Stream.of(new RiggedDecider(), new RiggedDecider.Across());
  }

  private static Sum overflow() {
    return overflow();
  }

  private static CommandOutcome await(Future<CommandOutcome> sent) {
    return sent.timeout(10, TimeUnit.SECONDS).await();
  }

  private static void assertFails(
      Runner<Take, Event, Sum> node, Command command, Class<? extends CommandFailure> failure) {
    assertThatThrownBy(() -> await(node.send(command))).isInstanceOf(failure);
  }

  /** More commands fail than may wait, and then one is carried out. */
  private void assertFailsAlone(RiggedDecider decider, Runnable breaking, Runnable mending) {
    Runner<Take, Event, Sum> node = decider.run(vertx, log);
    breaking.run();
    for (int n = 0; n <= RiggedDecider.PENDING; n++) {
      assertFails(node, RiggedDecider.take("a"), CommandFailure.class);
    }
    List<Future<CommandOutcome>> together =
        IntStream.range(0, RiggedDecider.PENDING)
            .mapToObj(n -> node.send(RiggedDecider.take("a")))
            .toList();
    together.forEach(sent -> assertThatThrownBy(() -> await(sent)));
    mending.run();

    assertThat(await(node.send(RiggedDecider.take("a")))).isInstanceOf(Accepted.class);
    assertThat(await(node.send(RiggedDecider.take("b")))).isInstanceOf(Accepted.class);
    node.stop().timeout(10, TimeUnit.SECONDS).await();
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void an_error_in_decide_fails_that_command_alone(RiggedDecider decider) {
    var sound = decider.deciding;
    assertFailsAlone(
        decider,
        () ->
            decider.deciding =
                (take, sum) -> {
                  throw new AssertionError("never so");
                },
        () -> decider.deciding = sound);
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void a_stack_that_overflows_in_evolve_fails_that_command_alone(RiggedDecider decider) {
    await(decider.run(vertx, log).send(RiggedDecider.take("a")));
    assertFailsAlone(
        decider,
        () ->
            decider.evolving =
                event -> {
                  overflow();
                  return event;
                },
        () -> decider.evolving = event -> event);
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void a_class_that_is_missing_in_an_upcast_fails_that_command_alone(RiggedDecider decider) {
    log.append(Append.of(EventJson.event(new TakenV1("a"), "/other").stream("notes-1").build()))
        .await();
    assertFailsAlone(
        decider,
        () ->
            decider.upcasting =
                old -> {
                  throw new NoClassDefFoundError("Gone");
                },
        () -> decider.upcasting = old -> old);
  }

  @Test
  void a_state_that_cannot_be_begun_with_fails_that_command_alone() {
    RiggedDecider decider = new RiggedDecider.Across();
    assertFailsAlone(
        decider,
        () -> decider.initially = BrokenDeciderTest::overflow,
        () -> decider.initially = () -> new Sum(0));
  }

  @Test
  void a_boundary_that_is_missing_fails_that_command_alone() {
    RiggedDecider.Across decider = new RiggedDecider.Across();
    var sound = decider.bounding;
    assertFailsAlone(
        decider, () -> decider.bounding = take -> null, () -> decider.bounding = sound);
  }

  @Test
  void a_boundary_that_cannot_be_told_fails_that_command_alone() {
    RiggedDecider.Across decider = new RiggedDecider.Across();
    var sound = decider.bounding;
    assertFailsAlone(
        decider,
        () ->
            decider.bounding =
                take -> {
                  throw new AssertionError("never so");
                },
        () -> decider.bounding = sound);
  }

  @Test
  void a_command_whose_boundary_is_missing_is_told_so() {
    RiggedDecider.Across decider = new RiggedDecider.Across();
    decider.bounding = take -> null;

    assertThatThrownBy(() -> await(decider.run(vertx, log).send(RiggedDecider.take("a"))))
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining("'notes'")
        .hasMessageContaining("'take-note'")
        .hasMessageContaining("boundary");
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void no_decision_is_no_acceptance(RiggedDecider decider) {
    decider.deciding = (take, sum) -> null;

    assertThatThrownBy(() -> await(decider.run(vertx, log).send(RiggedDecider.take("a"))))
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining("'notes'")
        .hasMessageContaining("'take-note'")
        .hasMessageContaining("null");
    assertThat(log.head().await().position()).isZero();
  }

  @ParameterizedTest
  @MethodSource("deciders")
  void a_rejection_without_a_code_fails_that_command_alone(RiggedDecider decider) {
    var sound = decider.deciding;
    assertFailsAlone(
        decider,
        () -> decider.deciding = (take, sum) -> new Decision.Rejected<>(null),
        () -> decider.deciding = sound);
  }
}
