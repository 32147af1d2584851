package io.tidings.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.EventType;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.Step;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SagaScenarioTest {

  @EventType("test.ordered")
  record Ordered(String id) {}

  @EventType("test.paid")
  record Paid(String id) {}

  @EventType("test.viewed")
  record Viewed(String id) {}

  @CommandType("ask")
  record Ask(String id) {}

  @CommandType("forget")
  record Forget(String id) {}

  record State(String id) {}

  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final Saga<State> SAGA =
      Saga.named("orders", State.class)
          .startsOn(
              Ordered.class,
              Ordered::id,
              ordered ->
                  Step.to("asking", new State(ordered.id()))
                      .undo("payments", "payment-" + ordered.id(), new Forget(ordered.id()))
                      .send("payments", "payment-" + ordered.id(), new Ask(ordered.id()))
                      .after("late", PATIENCE))
          .on(Paid.class, Paid::id, (state, paid) -> Step.to("paid", state).end())
          .onTimeout("late", state -> Step.to("cancelled", state).compensate().end())
          .build();

  private final SagaScenario<State> ordered = SagaScenario.of(SAGA).given(new Ordered("A1"));

  @Test
  void it_goes_well() {
    ordered
        .thenStep("asking")
        .thenState(new State("A1"))
        .thenSends(new Ask("A1"))
        .thenSendsTo("payments", "payment-A1", new Ask("A1"))
        .thenTimer("late", PATIENCE)
        .thenWouldUndo(new Forget("A1"))
        .thenGoesOn()
        .when(new Paid("A1"))
        .thenStep("paid")
        .thenSendsNothing()
        .thenTimers()
        .thenEnded()
        .whenTimeout("late")
        .thenIgnored();
  }

  @Test
  void it_is_late() {
    ordered.whenTimeout("late").thenSends(new Forget("A1")).thenStep("cancelled").thenEnded();
  }

  @Test
  void a_command_is_rejected() {
    ordered
        .whenRejected(new Ask("A1"), "no-money")
        .thenStep("rejected")
        .thenSends(new Forget("A1"))
        .thenEnded();
  }

  @Test
  void a_time_out_that_the_saga_does_not_know_fails_and_the_known_ones_are_named() {
    assertThatThrownBy(() -> ordered.whenTimeout("typo").thenIgnored())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("saga orders")
        .hasMessageContaining("\"late\"")
        .hasMessageContaining("\"typo\"");
  }

  @Test
  void each_key_has_an_instance_of_its_own() {
    ordered.when(new Paid("A2")).thenIgnored().when(new Ordered("A2")).thenStep("asking");
    ordered.when(new Paid("A1")).thenEnded().when(new Paid("A2")).thenEnded();
  }

  @Test
  void a_demand_that_is_not_met_fails() {
    fails(() -> ordered.thenStep("paid"));
    fails(() -> ordered.thenState(new State("A2")));
    fails(() -> ordered.thenSends(new Forget("A1")));
    fails(() -> ordered.thenSendsNothing());
    fails(() -> ordered.thenSendsTo("payments", "payment-A2", new Ask("A1")));
    fails(() -> ordered.thenTimer("late", Duration.ofMinutes(29)));
    fails(() -> ordered.thenTimers());
    fails(() -> ordered.thenWouldUndo());
    fails(() -> ordered.thenEnded());
    fails(() -> ordered.thenIgnored());
    fails(() -> ordered.whenRejected(new Ask("A2"), "no-money"));
    fails(() -> ordered.when(new Viewed("A1")));
    fails(() -> SagaScenario.of(SAGA).given(new Paid("A1")).thenStep("paid"));
    fails(() -> ordered.when(new Paid("A1")).thenGoesOn());
  }

  private static void fails(ThrowingCallable demand) {
    assertThatThrownBy(demand)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("saga orders");
  }
}
