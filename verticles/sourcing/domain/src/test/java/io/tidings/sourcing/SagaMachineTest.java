package io.tidings.sourcing;

import static io.tidings.sourcing.Fulfilment.PATIENCE;
import static io.tidings.sourcing.Fulfilment.SAGA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.sourcing.Fulfilment.OrderPlaced;
import io.tidings.sourcing.Fulfilment.ParcelLost;
import io.tidings.sourcing.Fulfilment.PaymentReceived;
import io.tidings.sourcing.Fulfilment.RefundPayment;
import io.tidings.sourcing.Fulfilment.ReleaseStock;
import io.tidings.sourcing.Fulfilment.RequestPayment;
import io.tidings.sourcing.Fulfilment.ReserveStock;
import io.tidings.sourcing.Fulfilment.ShipParcel;
import io.tidings.sourcing.SagaInput.Happened;
import io.tidings.sourcing.SagaInput.Rejected;
import io.tidings.sourcing.SagaInput.TimedOut;
import io.tidings.sourcing.SagaState.Cause;
import io.tidings.sourcing.SagaState.Timeout;
import io.tidings.sourcing.SagaState.Undoes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SagaMachineTest {

  private static final Rejection DECLINED = new Rejection("card-declined", "try another");

  private final SagaMachine<Fulfilment> machine = new SagaMachine<>(SAGA);
  private SagaState<Fulfilment> state;
  private long version;

  @Test
  void an_event_that_begins_the_saga_sends_sets_and_registers() {
    place();

    assertThat(state.step()).isEqualTo("awaiting-payment");
    assertThat(state.number()).isOne();
    assertThat(state.state()).isEqualTo(new Fulfilment("A1", 0));
    assertThat(sent()).containsExactly(new ReserveStock("A1"), new RequestPayment("A1"));
    assertThat(state.set())
        .containsExactly(new Timeout("payment-overdue", 1, PATIENCE, null))
        .isEqualTo(state.pending());
    assertThat(state.undo()).extracting(SagaState.Undo::sent).containsExactly(0, 1);
    assertThat(state.ended()).isFalse();
  }

  @Test
  void an_event_of_a_key_without_a_saga_is_ignored() {
    assertThat(happens(new PaymentReceived("A1"))).isEmpty();
    assertThat(react(new TimedOut("payment-overdue", 1))).isEmpty();
    assertThat(react(new Rejected(1, 0, new ReserveStock("A1"), DECLINED))).isEmpty();
  }

  @Test
  void an_event_that_begins_the_saga_is_ignored_once_there_is_one() {
    place();

    assertThat(happens(new OrderPlaced("A1"))).isEmpty();
  }

  @Test
  void an_event_moves_the_saga_and_cancels() {
    place();
    happens(new PaymentReceived("A1"));

    assertThat(state.number()).isEqualTo(2);
    assertThat(sent()).containsExactly(new ShipParcel("A1"));
    assertThat(state.pending()).extracting(Timeout::name).containsExactly("parcel-overdue");
    assertThat(state.cancelled())
        .containsExactly(new Timeout("payment-overdue", 1, PATIENCE, null));
    assertThat(state.undo()).hasSize(2);
  }

  @Test
  void a_handler_may_stay_and_nothing_is_done_then() {
    place();
    happens(new PaymentReceived("A1"));

    assertThat(happens(new PaymentReceived("A1"))).isEmpty();
  }

  @Test
  void a_repeat_and_whatever_came_before_what_is_known_of_its_stream_is_ignored() {
    place();
    Cause later = new Cause("payment-A1", 5);
    Cause earlier = new Cause("payment-A1", 4);
    List<SagaInput> paid = List.of(new Happened(new PaymentReceived("A1")));
    state = machine.react(state, later, paid).get(0);

    List<SagaInput> lost = List.of(new Happened(new ParcelLost("A1")));
    assertThat(machine.react(state, later, lost)).isEmpty();
    assertThat(machine.react(state, earlier, lost)).isEmpty();
    assertThat(machine.react(state, new Cause("payment-A1", 6), lost)).hasSize(1);
    assertThat(machine.react(state, new Cause("parcel-A1", 1), lost)).hasSize(1);
  }

  @Test
  void a_time_out_compensates_in_reverse_order() {
    place();
    react(new TimedOut("payment-overdue", 1));

    assertThat(state.step()).isEqualTo("cancelled");
    assertThat(sent()).containsExactly(new RefundPayment("A1"), new ReleaseStock("A1"));
    assertThat(state.undo()).isEmpty();
    assertThat(state.pending()).isEmpty();
    assertThat(state.cancelled()).isEmpty();
    assertThat(state.ended()).isTrue();
  }

  @Test
  void what_is_sent_to_take_something_back_says_what() {
    place();
    assertThat(state.undoes()).isEmpty();
    react(new TimedOut("payment-overdue", 1));

    assertThat(state.undoes()).containsExactly(new Undoes(0, 1, 1), new Undoes(1, 1, 0));
  }

  @Test
  void what_was_not_registered_for_a_command_is_sent_whatever_was_rejected() {
    Saga<Fulfilment> saga =
        Saga.named("careful", Fulfilment.class)
            .startsOn(
                OrderPlaced.class,
                OrderPlaced::orderId,
                order -> waiting().undo("stock", "stock-A1", new ReleaseStock("A1")))
            .onTimeout("over", state -> Step.to("late", state).compensate().end())
            .build();
    SagaMachine<Fulfilment> careful = new SagaMachine<>(saga);
    var first = careful.react(null, cause(), happened(new OrderPlaced("A1"))).get(0);
    var second = careful.react(first, cause(), List.of(new TimedOut("over", 1))).get(0);

    assertThat(second.commands()).hasSize(1);
    assertThat(second.undoes()).isEmpty();
  }

  @Test
  void a_time_out_that_is_not_pending_is_ignored() {
    place();
    assertThat(react(new TimedOut("payment-overdue", 7))).isEmpty();
    happens(new PaymentReceived("A1"));

    assertThat(react(new TimedOut("payment-overdue", 1))).isEmpty();
  }

  @Test
  void a_time_out_is_pending_no_more_even_if_the_saga_stays() {
    place();
    happens(new PaymentReceived("A1"));
    react(new TimedOut("parcel-overdue", 2));

    assertThat(state.step()).isEqualTo("shipping");
    assertThat(state.number()).isEqualTo(3);
    assertThat(state.pending()).isEmpty();
    assertThat(sent()).isEmpty();
  }

  @Test
  void what_comes_after_the_end_is_ignored() {
    place();
    react(new TimedOut("payment-overdue", 1));

    assertThat(happens(new OrderPlaced("A1"))).isEmpty();
    assertThat(happens(new PaymentReceived("A1"))).isEmpty();
    assertThat(react(new Rejected(2, 0, new RefundPayment("A1"), DECLINED))).isEmpty();
  }

  @Test
  void a_rejection_that_nobody_handles_undoes_the_rest_and_ends() {
    place();
    react(new Rejected(1, 1, new RequestPayment("A1"), DECLINED));

    assertThat(state.step()).isEqualTo("rejected");
    assertThat(sent()).containsExactly(new ReleaseStock("A1"));
    assertThat(state.cancelled()).extracting(Timeout::name).containsExactly("payment-overdue");
    assertThat(state.ended()).isTrue();
  }

  @Test
  void a_rejection_goes_to_its_handler_which_may_stay() {
    place();
    happens(new PaymentReceived("A1"));
    Rejected rejected =
        new Rejected(2, 0, new ShipParcel("A1"), new Rejection("no-such-address", ""));

    assertThat(react(rejected)).isEmpty();
    assertThat(react(new Rejected(2, 0, new ShipParcel("A1"), DECLINED))).hasSize(1);
    assertThat(state.step()).isEqualTo("undeliverable");
  }

  @Test
  void what_a_compensating_step_registers_is_for_a_later_compensation() {
    place();
    happens(new ParcelLost("A1"));

    assertThat(sent())
        .containsExactly(new RefundPayment("A1"), new ReleaseStock("A1"), new ReserveStock("A1"));
    assertThat(state.undo())
        .extracting(undo -> undo.command().message())
        .containsExactly(new ReleaseStock("A1"));
    react(new TimedOut("payment-overdue", 1));
    assertThat(sent()).containsExactly(new ReleaseStock("A1"));
  }

  @Test
  void a_time_out_that_is_set_again_takes_the_place_of_the_former() {
    Saga<Fulfilment> saga =
        Saga.named("patient", Fulfilment.class)
            .startsOn(OrderPlaced.class, OrderPlaced::orderId, order -> waiting())
            .on(PaymentReceived.class, PaymentReceived::orderId, (old, event) -> waiting())
            .onTimeout("over", state -> Step.to("late", state).end())
            .build();
    SagaMachine<Fulfilment> patient = new SagaMachine<>(saga);
    var first = patient.react(null, cause(), happened(new OrderPlaced("A1"))).get(0);
    var second = patient.react(first, cause(), happened(new PaymentReceived("A1"))).get(0);

    assertThat(second.pending()).extracting(Timeout::step).containsExactly(2L);
    assertThat(second.cancelled()).extracting(Timeout::step).containsExactly(1L);
    assertThat(patient.react(second, cause(), List.of(new TimedOut("over", 1)))).isEmpty();
    assertThat(patient.react(second, cause(), List.of(new TimedOut("over", 2)))).hasSize(1);
  }

  @Test
  void what_a_split_event_stands_for_moves_the_saga_in_turn() {
    var steps =
        machine.react(
            null,
            cause(),
            List.of(new Happened(new OrderPlaced("A1")), new Happened(new PaymentReceived("A1"))));

    assertThat(steps).extracting(SagaState::step).containsExactly("awaiting-payment", "shipping");
    assertThat(steps).extracting(SagaState::number).containsExactly(1L, 2L);
    assertThat(steps.get(0).pending()).hasSize(1);
  }

  @Test
  void time_outs_are_due_by_the_time_their_step_was_recorded() {
    place();
    Instant placed = Instant.parse("2026-11-24T10:00:00Z");
    state = state.recordedAt(placed);
    happens(new ParcelLost("A1"));

    assertThat(state.recordedAt(placed.plusSeconds(60)).pending())
        .extracting(Timeout::due)
        .containsExactly(placed.plus(PATIENCE));
  }

  @Test
  void a_time_out_without_a_handler_cannot_be_set() {
    Saga<Fulfilment> saga =
        Saga.named("careless", Fulfilment.class)
            .startsOn(OrderPlaced.class, OrderPlaced::orderId, order -> waiting())
            .build();

    assertThatThrownBy(
            () -> new SagaMachine<>(saga).react(null, cause(), happened(new OrderPlaced("A1"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("careless", "over", "onTimeout");
  }

  @Test
  void what_is_kept_of_streams_is_bounded() {
    place();
    for (int stream = 0; stream < 1000; stream++) {
      Cause cause = new Cause("parcel-" + stream, 1);
      state = machine.react(state, cause, happened(new ParcelLost("A1"))).get(0);
    }

    assertThat(state.seen()).hasSize(256).endsWith(new Cause("parcel-999", 1));
  }

  static Step<Fulfilment> waiting() {
    return Step.to("waiting", new Fulfilment("A1", 0)).after("over", PATIENCE);
  }

  private void place() {
    happens(new OrderPlaced("A1"));
  }

  private List<SagaState<Fulfilment>> happens(Object event) {
    return react(new Happened(event));
  }

  private List<SagaState<Fulfilment>> react(SagaInput input) {
    var steps = machine.react(state, cause(), List.of(input));
    if (!steps.isEmpty()) {
      state = steps.get(steps.size() - 1);
    }
    return steps;
  }

  private Cause cause() {
    return new Cause("order-A1", ++version);
  }

  private static List<SagaInput> happened(Object event) {
    return List.of(new Happened(event));
  }

  private List<Object> sent() {
    return state.commands().stream().map(SagaCommand::message).toList();
  }
}
