package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidings.model.EventType;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventTypesTest {

  @EventType("orders.order-placed")
  record OrderPlaced(String order) {}

  @EventType(value = "orders.order-cancelled", version = 3)
  record OrderCancelled(String order) {}

  record Unnamed(String order) {}

  @EventType(" ")
  record Blank() {}

  @EventType(value = "orders.order-lost", version = 0)
  record NoVersion() {}

  @Test
  void a_record_goes_by_the_name_and_version_of_its_annotation() {
    assertThat(EventTypes.of(OrderPlaced.class))
        .isEqualTo(new EventTypes.Named("orders.order-placed", 1));
    assertThat(EventTypes.of(OrderCancelled.class))
        .isEqualTo(new EventTypes.Named("orders.order-cancelled", 3));
  }

  @Test
  void a_class_without_annotation_is_refused_and_told_what_to_do() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventTypes.of(Unnamed.class))
        .withMessage(
            Unnamed.class.getName()
                + " has no event type: annotate it, @EventType(\"orders.order-placed\")");
  }

  @Test
  void impossible_annotations_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventTypes.of(Blank.class))
        .withMessageContaining("blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventTypes.of(NoVersion.class))
        .withMessageContaining("give 1 or more");
  }
}
