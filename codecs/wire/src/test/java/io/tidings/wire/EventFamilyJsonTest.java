package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.Data;
import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import io.tidings.model.Extensions;
import io.tidings.model.NewEvent;
import io.tidings.model.UnknownEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventFamilyJsonTest {

  sealed interface OrderEvent {}

  @EventType(value = "orders.placed", version = 2)
  record Placed(String order, long cents) implements OrderEvent {}

  @EventType("orders.packed")
  record Packed(String order) implements OrderEvent {}

  @EventType("orders.placed")
  record PlacedV1(String order, int euros) {}

  @EventType("orders.bundled")
  record Bundled(List<String> orders) {}

  private static final EventFamily<OrderEvent> EVENTS =
      EventFamily.of(OrderEvent.class)
          .upcast(PlacedV1.class, old -> new Placed(old.order(), old.euros() * 100L))
          .split(Bundled.class, old -> old.orders().stream().map(Packed::new).toList())
          .renamed("shop.placed", 7, Placed.class)
          .dropped("orders.viewed", 1)
          .build();

  private static NewEvent event(String type, int version, String json) {
    return NewEvent.builder("1", "/shop", type)
        .extension(Extensions.SCHEMA_VERSION, version == 1 ? null : version)
        .data(Data.of(Data.Form.JSON, json.getBytes(UTF_8)))
        .build();
  }

  @Test
  void the_present_version_is_decoded_once() {
    NewEvent event = event("orders.placed", 2, "{\"order\":\"A\",\"cents\":1}");

    List<OrderEvent> decoded = EventJson.decode(event, EVENTS);

    assertThat(decoded).containsExactly(new Placed("A", 1));
    assertThat(EventJson.decode(event, EVENTS).get(0)).isSameAs(decoded.get(0));
  }

  @Test
  void an_event_without_a_schema_version_is_of_version_1_and_upcast() {
    assertThat(EventJson.decode(event("orders.placed", 1, "{\"order\":\"A\",\"euros\":2}"), EVENTS))
        .containsExactly(new Placed("A", 200));
  }

  @Test
  void what_was_just_encoded_is_upcast_as_what_was_read() {
    NewEvent event = EventJson.newEvent(new PlacedV1("A", 2), "/shop");

    assertThat(EventJson.decode(event, EVENTS)).containsExactly(new Placed("A", 200));
  }

  @Test
  void a_split_gives_all_its_parts() {
    assertThat(EventJson.decode(event("orders.bundled", 1, "{\"orders\":[\"A\",\"B\"]}"), EVENTS))
        .containsExactly(new Packed("A"), new Packed("B"));
  }

  @Test
  void a_former_name_is_read() {
    assertThat(EventJson.decode(event("shop.placed", 7, "{\"order\":\"A\",\"cents\":1}"), EVENTS))
        .containsExactly(new Placed("A", 1));
  }

  @Test
  void a_dropped_event_gives_nothing_and_its_payload_is_not_looked_at() {
    assertThat(EventJson.decode(event("orders.viewed", 1, "no JSON"), EVENTS)).isEmpty();
  }

  @Test
  void an_unknown_version_is_refused_before_its_payload_is_looked_at() {
    assertThatThrownBy(() -> EventJson.decode(event("orders.placed", 3, "no JSON"), EVENTS))
        .isInstanceOf(UnknownEvent.class)
        .hasMessageContaining("orders.placed version 3");
  }

  @Test
  void a_payload_that_does_not_fit_names_the_field() {
    assertThatThrownBy(
            () ->
                EventJson.decode(
                    event("orders.placed", 1, "{\"order\":\"A\",\"euros\":\"two\"}"), EVENTS))
        .isInstanceOf(PayloadMismatch.class)
        .hasMessageContaining("euros");
  }
}
