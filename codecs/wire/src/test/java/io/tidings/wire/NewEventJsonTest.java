package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidings.model.Attribute;
import io.tidings.model.EventType;
import io.tidings.model.NewEvent;
import io.tidings.wire.EventJsonTest.CartCleared;
import io.tidings.wire.EventJsonTest.OrderPlaced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the event of a record carries beside its payload. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NewEventJsonTest {

  @Test
  void an_event_has_id_type_time_and_payload_of_its_record() {
    OrderPlaced placed = new OrderPlaced("A1", Optional.empty(), List.of());
    Instant before = Instant.now().minusMillis(1);

    NewEvent event = EventJson.event(placed, "/checkout").stream("order-A1").build();

    assertThat(UUID.fromString(event.id()).version()).isEqualTo(7);
    assertThat(event.type()).isEqualTo("orders.order-placed");
    assertThat(event.source()).isEqualTo("/checkout");
    assertThat(event.stream()).isEqualTo("order-A1");
    assertThat(event.time()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(Instant.parse(event.time())).isBetween(before, Instant.now());
    assertThat(event.contentType()).isEqualTo("application/json");
    assertThat(event.extensions()).isEmpty();
    assertThat(event.schemaVersion()).isEqualTo(1);
    assertThat(EventJson.decode(event.data(), OrderPlaced.class)).isSameAs(placed);
  }

  @Test
  void a_schema_version_other_than_1_is_an_extension_attribute() {
    NewEvent event = EventJson.newEvent(new CartCleared(), "/checkout");

    assertThat(event.extensions()).isEqualTo(Map.of("schemaversion", 2));
    assertThat(event.stream()).isEqualTo("/checkout");
  }

  @Test
  void ids_sort_in_the_order_in_which_they_were_given() {
    List<String> ids = new ArrayList<>();
    for (int id = 0; id < 10_000; id++) {
      ids.add(EventJson.newId());
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @EventType("courses.student-enrolled")
  record StudentEnrolled(
      @Attribute("course") String course,
      @Attribute("seat") int seat,
      @Attribute("student") Optional<UUID> student,
      @Attribute("tutor") String tutor,
      String note) {}

  @EventType("courses.traced")
  record Traced(@Attribute("traceparent") String trace) {}

  @Test
  void components_shown_as_attributes_are_extension_attributes_as_text() {
    UUID student = UUID.randomUUID();

    NewEvent event =
        EventJson.newEvent(
            new StudentEnrolled("C1", 7, Optional.of(student), null, "by letter"), "/courses");
    NewEvent empty =
        EventJson.newEvent(new StudentEnrolled("C1", 7, Optional.empty(), "T1", null), "/courses");

    assertThat(event.extensions())
        .isEqualTo(Map.of("course", "C1", "seat", "7", "student", student.toString()));
    assertThat(empty.extensions()).isEqualTo(Map.of("course", "C1", "seat", "7", "tutor", "T1"));
  }

  @Test
  void an_attribute_that_no_boundary_could_name_is_refused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> EventJson.newEvent(new Traced("x"), "/courses"))
        .withMessageContaining("Traced.trace")
        .withMessageContaining("traceparent");
  }
}
