package io.tidings.sourcing.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.model.EventType;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.CommandType;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.Step;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A saga whose name is that of a category: its instances would live among the aggregates. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MixedStreamTest extends SagaFixture {

  @EventType("test.placed")
  record Placed(String order) {}

  @EventType("test.noted")
  record Noted(String order) {}

  @EventType("order.saga-timed-out")
  record TimedOut(String name, long step) {}

  @CommandType("confirm")
  record Confirm(String order) {}

  record State(String order) {}

  private static final String REACTIONS = "saga.order.reactions";

  /** Waits for notes, and confirms the order that is called own to itself. */
  private final Saga<State> saga =
      Saga.named("order", State.class)
          .startsOn(Placed.class, Placed::order, placed -> placed(placed.order()))
          .on(Noted.class, Noted::order, (state, noted) -> Step.to("noted", state))
          .build();

  private static Step<State> placed(String order) {
    Step<State> step = Step.to("placed", new State(order));
    return order.equals("own") ? step.send("orders", "order-own", new Confirm(order)) : step;
  }

  private void start() {
    SagaBuilder.of(tidings, desk, saga).start().await();
  }

  @Test
  void a_saga_begins_no_instance_in_the_stream_of_an_aggregate() {
    start();

    tidings.to("order-A1").publish(new Placed("A1")).await();
    settle();

    assertThat(stream("order-A1")).extracting(RecordedEvent::type).containsExactly("test.placed");
    DeadLetter letter = letters(REACTIONS).get(0);
    assertThat(letter.attempts()).hasSize(1);
    assertThat(letter.attempts().get(0).message())
        .contains("saga order", "stream order-A1", "test.placed", "another name");
  }

  @Test
  void an_instance_goes_no_further_once_its_stream_is_an_aggregates_too() {
    start();
    tidings.to("inbox-1").publish(new Placed("A1")).await();
    settle();
    tidings.to("order-A1").publish(new Noted(null)).await();

    tidings.to("inbox-1").publish(new Noted("A1")).await();
    settle();

    assertThat(stream("order-A1"))
        .extracting(RecordedEvent::type)
        .containsExactly("order.saga-stepped", "test.noted");
    assertThat(deadLetters(REACTIONS)).containsExactly("inbox-1");
  }

  @Test
  void a_step_that_sends_a_command_to_the_stream_of_its_own_instance_is_not_recorded() {
    start();

    tidings.to("inbox-1").publish(new Placed("own")).await();
    settle();

    assertThat(stream("order-own")).isEmpty();
    assertThat(letters(REACTIONS).get(0).attempts().get(0).message())
        .contains("saga order", "stream order-own", "confirm");
  }

  @Test
  void what_the_saga_itself_has_recorded_is_not_in_its_way_however_much_it_is() {
    start();
    tidings.to("inbox-1").publish(new Placed("A1")).await();
    settle();
    lateTimeouts("order-A1");

    tidings.to("inbox-1").publish(new Noted("A1")).await();
    settle();

    assertThat(stream("order-A1")).hasSize(14);
    assertThat(deadLetters(REACTIONS)).isEmpty();
  }

  @Test
  void events_of_others_among_many_of_the_sagas_own_are_seen() {
    start();
    tidings.to("inbox-1").publish(new Placed("A1")).await();
    settle();
    tidings.to("order-A1").publish(new Noted(null)).await();
    lateTimeouts("order-A1");

    tidings.to("inbox-1").publish(new Noted("A1")).await();
    settle();

    assertThat(stream("order-A1")).hasSize(14);
    assertThat(deadLetters(REACTIONS)).containsExactly("inbox-1");
  }

  /** As the saga's own; they are ignored, for they are not pending. */
  private void lateTimeouts(String stream) {
    for (int time = 0; time < 12; time++) {
      tidings.to(stream).publish(new TimedOut("late", 1)).await();
    }
  }
}
