package io.tidings.sourcing.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.schedule.Scheduled;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.SagaState.Timeout;
import io.tidings.sourcing.sagas.Shop.State;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@org.junit.jupiter.api.Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SagaRunTest extends SagaFixture {

  private static final Duration SOON = Duration.ofMillis(200);

  @Test
  void it_goes_well() {
    RunningSaga<State> saga = start(FOREVER);

    order("A1");
    settle();

    assertThat(deskOf("A1")).containsExactly("reserved", "paid", "shipped");
    SagaState<State> end = state(saga, "A1");
    assertThat(end.step()).isEqualTo("done");
    assertThat(end.ended()).isTrue();
    assertThat(end.number()).isEqualTo(3);
    assertThat(end.pending()).isEmpty();
    assertThat(pendingAppends()).isEmpty();
  }

  @Test
  void a_time_out_compensates_what_was_done() {
    RunningSaga<State> saga = start(SOON);

    order("slow1");
    awaitEnd(saga, "slow1");
    settle();

    assertThat(step(saga, "slow1")).isEqualTo("given-up");
    assertThat(deskOf("slow1")).containsExactly("reserved", "released");
  }

  @Test
  void a_time_out_is_due_by_the_time_that_its_step_was_recorded() {
    RunningSaga<State> saga = start(FOREVER);

    order("slow1");
    settle();

    RecordedEvent step = stream("shop_order-slow1").get(0);
    assertThat(state(saga, "slow1").pending())
        .containsExactly(new Timeout("unpaid", 1, FOREVER, step.recordedAt().plus(FOREVER)));
    assertThat(pendingAppends())
        .extracting(Scheduled::due)
        .containsExactly(step.recordedAt().plus(FOREVER));
  }

  @Test
  void a_rejection_without_a_handler_undoes_the_rest_and_ends() {
    RunningSaga<State> saga = start(FOREVER);

    order("poor1");
    settle();

    assertThat(step(saga, "poor1")).isEqualTo("rejected");
    assertThat(deskOf("poor1")).containsExactly("reserved", "released");
    assertThat(stream("shop_order-poor1"))
        .extracting(RecordedEvent::type)
        .containsExactly(
            "shop-order.saga-stepped",
            "shop-order.saga-command-rejected",
            "shop-order.saga-stepped");
  }

  @Test
  void a_rejection_goes_to_its_handler_and_compensation_goes_backwards() {
    RunningSaga<State> saga = start(FOREVER);

    order("far1");
    settle();

    assertThat(step(saga, "far1")).isEqualTo("too-far");
    assertThat(deskOf("far1")).containsExactly("reserved", "paid", "refunded", "released");
  }

  @Test
  void what_follows_tells_its_cause_and_its_story() {
    start(FOREVER);

    order("A1");
    settle();

    RecordedEvent ordered = stream("order-A1").get(0);
    RecordedEvent step = stream("shop_order-A1").get(0);
    RecordedEvent reserved = stream("desk-A1").get(0);
    assertThat(step.event().causationId()).isEqualTo(ordered.id());
    assertThat(step.source()).isEqualTo("/sagas/shop-order");
    assertThat(reserved.event().causationId()).isEqualTo(sent.get(0).message().id());
    assertThat(sent.get(0).message().causationId()).isEqualTo(step.id());
    assertThat(List.of(step, reserved))
        .extracting(event -> event.event().correlationId())
        .containsOnly(ordered.id());
  }

  @Test
  void events_of_keys_without_an_instance_and_after_the_end_are_ignored() {
    RunningSaga<State> saga = start(FOREVER);
    tidings.to("nudge-1").publish(new Shop.Nudged("A1")).await();
    settle();
    assertThat(saga.instance("A1").await()).isEmpty();

    order("A1");
    settle();
    tidings.to("nudge-1").publish(new Shop.Nudged("A1")).await();
    order("A1");
    settle();

    assertThat(stream("shop_order-A1")).hasSize(3);
  }

  @Test
  void a_time_out_that_somebody_sends_too_late_is_ignored() {
    RunningSaga<State> saga = start(SOON);
    order("slow1");
    Awaitility.await().until(() -> step(saga, "slow1"), "given-up"::equals);
    settle();
    int before = stream("shop_order-slow1").size();

    replay("saga.shop-order.reactions", false);
    settle();

    assertThat(stream("shop_order-slow1")).hasSize(before);
  }

  private List<Scheduled> pendingAppends() {
    return tidings.schedule().list(null, 10).await().entries();
  }
}
