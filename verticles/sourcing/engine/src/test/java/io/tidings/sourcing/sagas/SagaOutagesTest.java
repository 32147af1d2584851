package io.tidings.sourcing.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.LogFailure;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.Commands;
import io.tidings.sourcing.sagas.Shop.State;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that cannot be decided for a while, though the log can be read. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SagaOutagesTest extends SagaFixture {

  private static final int MANY = 10;

  /** Fails with these, one after the other, before it sends anything. */
  private static final class Failing implements Commands {

    private final Deque<Throwable> failures = new ConcurrentLinkedDeque<>();
    private final Commands commands;

    Failing(Commands commands) {
      this.commands = commands;
    }

    Failing first(int times, Throwable failure) {
      for (int time = 0; time < times; time++) {
        failures.add(failure);
      }
      return this;
    }

    @Override
    public Future<CommandOutcome> send(Command command) {
      Throwable failure = failures.poll();
      return failure == null ? commands.send(command) : Future.failedFuture(failure);
    }
  }

  static List<Throwable> outages() {
    return List.of(
        new CommandFailure.Unavailable("the log takes no appends", null),
        new CommandFailure.Overloaded("too many wait"),
        new CommandFailure.UnknownDecider("its node is being renewed"),
        new LogFailure.Unavailable("gone", null),
        new LogFailure.Overloaded("full", Duration.ofMillis(1)));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void an_instance_whose_commands_nobody_can_decide_for_a_while_goes_on_afterwards(
      Throwable outage) {
    RunningSaga<State> saga = start(tidings, new Failing(desk).first(MANY, outage), FOREVER);

    order("A1");
    awaitEnd(saga, "A1");
    settle();

    assertThat(deskOf("A1")).containsExactly("reserved", "paid", "shipped");
  }

  @Test
  void C5_an_outage_leaves_all_attempts_to_what_fails_otherwise() {
    Failing commands =
        new Failing(desk)
            .first(MANY, new CommandFailure.Unavailable("gone", null))
            .first(2, new CommandFailure.Conflict("others were faster"));
    RunningSaga<State> saga = start(tidings, commands, FOREVER);

    order("A1");
    awaitEnd(saga, "A1");
    settle();

    assertThat(deskOf("A1")).containsExactly("reserved", "paid", "shipped");
  }

  @Test
  void C5_what_fails_otherwise_becomes_a_dead_letter_whatever_outages_there_were() {
    Failing commands =
        new Failing(desk)
            .first(1, new CommandFailure.Conflict("others were faster"))
            .first(MANY, new CommandFailure.Unavailable("gone", null))
            .first(MANY, new CommandFailure.Conflict("others were faster"));
    start(tidings, commands, FOREVER);

    order("A1");
    Awaitility.await().until(() -> !deadLetters("saga.shop-order.steps").isEmpty());
    settle();

    assertThat(commands.failures).hasSize(MANY - 2);
  }
}
