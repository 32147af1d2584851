package io.tidings.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventFamilyTest {

  sealed interface OrderEvent {}

  sealed interface Shipping extends OrderEvent {}

  @EventType(value = "orders.placed", version = 3)
  record Placed(String order, long cents, String currency) implements OrderEvent {}

  @EventType("orders.shipped")
  record Shipped(String order) implements Shipping {}

  @EventType("orders.labelled")
  record Labelled(String order) implements Shipping {}

  @EventType("orders.placed")
  record PlacedV1(String order, int euros) {}

  @EventType(value = "orders.placed", version = 2)
  record PlacedV2(String order, long cents) {}

  @EventType("orders.sent")
  record Sent(String order) {}

  private static EventFamily.Builder<OrderEvent> family() {
    return EventFamily.of(OrderEvent.class);
  }

  private static final EventFamily<OrderEvent> EVENTS =
      family()
          .upcast(PlacedV1.class, old -> new PlacedV2(old.order(), old.euros() * 100L))
          .upcast(PlacedV2.class, old -> new Placed(old.order(), old.cents(), "EUR"))
          .split(Sent.class, old -> List.of(new Labelled(old.order()), new Shipped(old.order())))
          .renamed("shop.order-shipped", 1, Shipped.class)
          .dropped("orders.viewed", 1)
          .build();

  @Test
  void a_record_of_the_family_stands_for_itself() {
    Shipped shipped = new Shipped("A");

    assertThat(EVENTS.recordOf("orders.shipped", 1)).isEqualTo(Shipped.class);
    assertThat(EVENTS.today(shipped)).containsExactly(shipped);
  }

  @Test
  void an_older_version_becomes_the_next_one_and_so_on_to_the_present_one() {
    assertThat(EVENTS.recordOf("orders.placed", 1)).isEqualTo(PlacedV1.class);
    assertThat(EVENTS.recordOf("orders.placed", 2)).isEqualTo(PlacedV2.class);
    assertThat(EVENTS.recordOf("orders.placed", 3)).isEqualTo(Placed.class);

    assertThat(EVENTS.today(new PlacedV1("A", 12))).containsExactly(new Placed("A", 1200, "EUR"));
    assertThat(EVENTS.today(new PlacedV2("A", 12))).containsExactly(new Placed("A", 12, "EUR"));
  }

  @Test
  void one_event_may_have_become_several_in_an_order() {
    assertThat(EVENTS.today(new Sent("A"))).containsExactly(new Labelled("A"), new Shipped("A"));
  }

  @Test
  void one_event_may_have_become_none() {
    EventFamily<OrderEvent> events = family().split(Sent.class, old -> List.of()).build();

    assertThat(events.today(new Sent("A"))).isEmpty();
  }

  @Test
  void parts_of_a_split_may_be_older_versions_themselves() {
    EventFamily<OrderEvent> events =
        family()
            .split(Sent.class, old -> List.of(new PlacedV1(old.order(), 1), new Shipped("B")))
            .upcast(PlacedV1.class, old -> new Placed(old.order(), 100, "EUR"))
            .build();

    assertThat(events.today(new Sent("A")))
        .containsExactly(new Placed("A", 100, "EUR"), new Shipped("B"));
  }

  @Test
  void a_former_name_is_read_as_the_record() {
    assertThat(EVENTS.recordOf("shop.order-shipped", 1)).isEqualTo(Shipped.class);
  }

  @Test
  void dropped_events_are_passed_over_in_that_version_alone() {
    assertThat(EVENTS.drops("orders.viewed", 1)).isTrue();
    assertThat(EVENTS.drops("orders.viewed", 2)).isFalse();
    assertThat(EVENTS.drops("orders.shipped", 1)).isFalse();
  }

  @Test
  void it_knows_all_types_and_versions_that_it_reads() {
    assertThat(EVENTS.types())
        .containsExactly(
            "orders.labelled",
            "orders.placed",
            "orders.sent",
            "orders.shipped",
            "shop.order-shipped");
    assertThat(EVENTS.versions())
        .extracting(EventFamily.Version::toString)
        .containsExactly(
            "orders.labelled version 1",
            "orders.placed version 1",
            "orders.placed version 2",
            "orders.placed version 3",
            "orders.sent version 1",
            "orders.shipped version 1",
            "shop.order-shipped version 1");
  }

  @Test
  void an_unknown_type_and_an_unknown_version_say_what_is_missing() {
    assertThatThrownBy(() -> EVENTS.recordOf("orders.placed", 4))
        .isInstanceOf(UnknownEvent.class)
        .hasMessageContaining("orders.placed version 4")
        .hasMessageContaining("OrderEvent");
    assertThatThrownBy(() -> EVENTS.recordOf("orders.returned", 1))
        .isInstanceOf(UnknownEvent.class)
        .hasMessageContaining("orders.returned");
  }

  @Test
  void two_records_of_one_type_and_version_are_refused() {
    @EventType("orders.shipped")
    record AlsoShipped() {}

    assertThatThrownBy(() -> family().upcast(AlsoShipped.class, old -> new Shipped("A")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders.shipped version 1");
    assertThatThrownBy(() -> family().renamed("orders.shipped", 1, Labelled.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders.shipped version 1");
  }

  @Test
  void what_is_read_cannot_be_dropped_and_the_other_way_round() {
    assertThatThrownBy(() -> family().dropped("orders.shipped", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Shipped");
    assertThatThrownBy(
            () -> family().dropped("orders.sent", 1).upcast(Sent.class, old -> new Shipped("A")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropped");
  }

  @Test
  void versions_begin_with_1() {
    assertThatThrownBy(() -> family().dropped("orders.viewed", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begin with 1");
    assertThatThrownBy(() -> family().renamed("orders.viewed", 0, Shipped.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begin with 1");
  }

  @Test
  void a_former_name_of_a_record_outside_the_family_needs_an_upcast() {
    EventFamily.Builder<OrderEvent> builder = family().renamed("shop.sent", 1, Sent.class);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shop.sent version 1")
        .hasMessageContaining("upcast");

    EventFamily<OrderEvent> upcast =
        builder.upcast(Sent.class, old -> new Shipped(old.order())).build();
    assertThat(upcast.recordOf("shop.sent", 1)).isEqualTo(Sent.class);
  }

  @Test
  void only_sealed_families_of_records_with_types_are_taken() {
    record Bare() {}
    interface Open {}

    assertThatThrownBy(() -> EventFamily.of(Open.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sealed");
    assertThatThrownBy(() -> EventFamily.of(Bare.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@EventType");
    assertThat(EventFamily.of(Shipped.class).build().types()).containsExactly("orders.shipped");
  }

  @Test
  void an_upcast_that_leads_nowhere_says_so() {
    EventFamily<OrderEvent> strange =
        family()
            .upcast(PlacedV1.class, old -> "no record")
            .upcast(PlacedV2.class, old -> null)
            .build();

    assertThatThrownBy(() -> strange.today(new PlacedV1("A", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.String");
    assertThatThrownBy(() -> strange.today(new PlacedV2("A", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("null");
  }

  @Test
  void upcasts_that_go_round_in_circles_say_so() {
    EventFamily<OrderEvent> round =
        family()
            .upcast(PlacedV1.class, old -> new PlacedV2(old.order(), 1))
            .upcast(PlacedV2.class, old -> new PlacedV1(old.order(), 1))
            .build();

    assertThatThrownBy(() -> round.today(new PlacedV1("A", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("later version");
  }
}
