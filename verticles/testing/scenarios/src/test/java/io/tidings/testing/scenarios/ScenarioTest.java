package io.tidings.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import io.tidings.sourcing.Projection;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScenarioTest {

  sealed interface Event {}

  record Opened() implements Event {}

  record Closed(String by) implements Event {}

  record Knock(String who) {}

  /** Opens a door that is closed, and closes it behind whoever knocks when it is open. */
  private static class Door implements Decider<Knock, Event, Boolean> {

    @Override
    public Boolean initial() {
      return false;
    }

    @Override
    public Decision<Event> decide(Knock knock, Boolean open) {
      if (knock.who().isEmpty()) {
        return Decision.reject("nobody-there", "who is it?");
      }
      if (knock.who().equals("cat")) {
        return Decision.accept();
      }
      return open ? Decision.accept(new Closed(knock.who())) : Decision.accept(new Opened());
    }

    @Override
    public Boolean evolve(Boolean open, Event event) {
      return event instanceof Opened;
    }
  }

  private final Scenario<Knock, Event, Boolean> door = Scenario.of(new Door());

  @Test
  void what_happens_because_of_a_command_is_compared_and_leads_on() {
    door.when(new Knock("Ada"))
        .then(new Opened())
        .thenState(true)
        .when(new Knock("Bob"))
        .then(new Closed("Bob"))
        .thenState(false);
  }

  @Test
  void what_is_given_has_happened() {
    door.given(new Opened()).when(new Knock("Ada")).then(new Closed("Ada"));
  }

  @Test
  void rejections_and_nothing_at_all_are_told_apart() {
    door.when(new Knock("")).thenRejected("nobody-there").thenState(false);
    door.when(new Knock("cat")).thenNothing();

    assertThatThrownBy(() -> reject().thenNothing())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nobody-there");
    assertThatThrownBy(() -> door.when(new Knock("cat")).thenRejected("nobody-there"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nothing was rejected");
    assertThatThrownBy(() -> reject().thenRejected("no-key"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no-key");
  }

  @Test
  void a_demand_that_is_not_met_tells_the_whole_story() {
    assertThatThrownBy(
            () -> door.given(new Opened()).when(new Knock("Ada")).then(new Closed("Bob")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("given Opened[]")
        .hasMessageContaining("when Knock[who=Ada]")
        .hasMessageContaining("then [Closed[by=Ada]]")
        .hasMessageContaining("Closed[by=Bob]");
    assertThatThrownBy(() -> door.thenState(true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the state");
  }

  @Test
  void a_demand_before_a_command_is_a_mistake_of_the_scenario() {
    assertThatThrownBy(() -> door.given(new Opened()).thenNothing())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("when");
  }

  @Test
  void a_decider_that_answers_in_two_ways_is_found_out() {
    Decider<Knock, Event, Boolean> moody =
        new Door() {
          private int calls;

          @Override
          public Decision<Event> decide(Knock knock, Boolean open) {
            return Decision.accept(new Closed("call " + calls++));
          }
        };

    assertThatThrownBy(() -> Scenario.of(moody).when(new Knock("Ada")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("decided again");
  }

  @Test
  void a_projection_is_what_has_happened() {
    Projection<Event, Integer> opened =
        new Projection<>() {
          @Override
          public Integer initial() {
            return 0;
          }

          @Override
          public Integer evolve(Integer times, Event event) {
            return event instanceof Opened ? times + 1 : times;
          }
        };

    Scenario.of(opened)
        .thenState(0)
        .given(new Opened(), new Closed("Ada"))
        .thenState(1)
        .given(new Opened())
        .thenState(2);
    assertThatThrownBy(() -> Scenario.of(opened).given(new Opened()).thenState(5))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("given Opened[]")
        .hasMessageContaining("5");
  }

  private static Scenario<Knock, Event, Boolean> reject() {
    return Scenario.of(new Door()).when(new Knock(""));
  }
}
