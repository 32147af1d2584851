package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.Extensions;
import io.tidings.model.Head;
import io.tidings.model.InvalidEvent;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.model.Unchanged;
import io.tidings.wire.EventJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PublicationTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final Tidings tidings = Tidings.inProcess();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  @Test
  void an_event_is_published_right_away_and_answered_with_its_place() {
    Receipt receipt = tidings.to("order-A1").publish(OrderPlaced.number(1)).await();

    assertThat(receipt.position()).isEqualTo(1);
    assertThat(receipt.version()).isEqualTo(1);
    assertThat(receipt.stream()).isEqualTo("order-A1");
  }

  @Test
  void what_is_recorded_is_a_complete_event() {
    tidings.as("/checkout").to("order-A1").publish(OrderPlaced.number(1)).await();

    NewEvent event = stream("order-A1").get(0).event();
    assertThat(event.type()).isEqualTo("orders.order-placed");
    assertThat(event.source()).isEqualTo("/checkout");
    assertThat(event.subject()).isEqualTo("order-A1");
    assertThat(event.time()).isNotNull();
    assertThat(event.extensions()).isEmpty();
    assertThat(event.data().text())
        .isEqualTo("{\"orderId\":\"A1\",\"customerId\":\"C456\",\"total\":199.90}");
  }

  @Test
  void L1_a_list_is_recorded_in_its_order_or_not_at_all() {
    List<Record> both = List.of(OrderPlaced.number(1), new OrderPaid("A1"));

    List<Receipt> receipts = tidings.to("order-A1").publish(both).await();

    assertThat(receipts).extracting(Receipt::version).containsExactly(1L, 2L);
    assertThat(stream("order-A1"))
        .extracting(RecordedEvent::type)
        .containsExactly("orders.order-placed", "orders.order-paid");
    assertThatThrownBy(() -> tidings.to("order-A1").expecting(1).publish(both).await())
        .isInstanceOf(PublishRefused.class);
    assertThat(stream("order-A1")).hasSize(2);
  }

  @Test
  void L4_a_stale_version_is_refused_with_the_actual_one() {
    Publication order = tidings.to("order-A1");
    order.expecting(0).publish(OrderPlaced.number(1)).await();
    order.expecting(1).publish(new OrderPaid("A1")).await();

    assertThatThrownBy(() -> order.expecting(1).publish(new OrderPaid("A1")).await())
        .hasMessageContaining("order-A1")
        .isInstanceOfSatisfying(
            PublishRefused.class,
            refused ->
                assertThat(refused.result()).isEqualTo(new AppendResult.Stale("order-A1", 1, 2)));
  }

  @Test
  void L9_an_overtaken_boundary_is_refused_with_the_position_of_what_overtook_it() {
    tidings.to("order-A1").publish(OrderPlaced.number(1)).await();
    Append paid = tidings.to("order-A1").prepare(List.of(new OrderPaid("A1")));
    Boundary placed = Boundary.anyOf(Criterion.types("orders.order-placed"));

    assertThatThrownBy(
            () ->
                tidings
                    .publish(
                        new Append(paid.events(), Map.of(), new Unchanged(placed, Cursor.START)))
                    .await())
        .isInstanceOfSatisfying(
            PublishRefused.class,
            refused -> assertThat(refused.result()).isEqualTo(new AppendResult.Overtaken(1)));
  }

  @Test
  void L5_what_was_prepared_may_be_published_again() {
    Append append = tidings.to("order-A1").prepare(List.of(OrderPlaced.number(1)));

    List<Receipt> first = tidings.publish(append).await();

    assertThat(tidings.publish(append).await()).isEqualTo(first);
    assertThat(tidings.log().head().await()).extracting(Head::position).isEqualTo(1L);
  }

  @Test
  void the_first_cause_begins_the_story_that_later_ones_continue() {
    tidings.to("order-A1").publish(OrderPlaced.number(1)).await();
    RecordedEvent first = stream("order-A1").get(0);
    tidings.to("order-A1").causedBy(first).publish(new OrderPaid("A1")).await();
    RecordedEvent second = stream("order-A1").get(1);
    tidings.to("order-A1").causedBy(second).publish(new OrderPaid("A1")).await();
    RecordedEvent third = stream("order-A1").get(2);

    assertThat(second.event().correlationId()).isEqualTo(first.id());
    assertThat(second.event().causationId()).isEqualTo(first.id());
    assertThat(second.event().traceparent()).isNull();
    assertThat(third.event().correlationId()).isEqualTo(first.id());
    assertThat(third.event().causationId()).isEqualTo(second.id());
  }

  @Test
  void the_trace_context_of_the_cause_is_handed_on() {
    NewEvent traced =
        EventJson.event(OrderPlaced.number(1), "/web").stream("order-A1")
            .extension(Extensions.TRACEPARENT, TRACE)
            .extension(Extensions.TRACESTATE, "vendor=1")
            .build();
    tidings.publish(Append.of(traced)).await();

    RecordedEvent cause = stream("order-A1").get(0);
    tidings.to("order-A1").causedBy(cause).publish(new OrderPaid("A1")).await();

    NewEvent caused = stream("order-A1").get(1).event();
    assertThat(caused.traceparent()).isEqualTo(TRACE);
    assertThat(caused.extension(Extensions.TRACESTATE)).isEqualTo("vendor=1");
  }

  @Test
  void what_can_never_be_recorded_is_refused_at_once() {
    record Untyped(String orderId) {}

    assertThatThrownBy(() -> tidings.to("order-A1").publish(new Untyped("A1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@EventType");
    assertThatThrownBy(() -> tidings.to("").publish(OrderPlaced.number(1)))
        .isInstanceOf(InvalidEvent.class);
    assertThatThrownBy(() -> tidings.to("order-A1").publish(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<RecordedEvent> stream(String stream) {
    return tidings.log().read(Query.stream(stream, 0, 100)).await().events();
  }
}
