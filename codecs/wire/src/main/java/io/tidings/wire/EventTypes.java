package io.tidings.wire;

import io.tidings.model.EventType;
import io.tidings.model.NewEvent;
import java.nio.charset.StandardCharsets;

/** The names that records go by on the wire. Any thread may call any method. */
public final class EventTypes {

  /**
   * What an {@link EventType} says.
   *
   * @param name of the event type
   * @param version of its schema, from 1
   */
  public record Named(String name, int version) {}

  private static final ClassValue<Named> KNOWN =
      new ClassValue<>() {
        @Override
        protected Named computeValue(Class<?> type) {
          return read(type);
        }
      };

  private EventTypes() {}

  /**
   * The name and the schema version of a record class.
   *
   * @throws IllegalArgumentException if it has no {@link EventType}, or an impossible one: mend the
   *     annotation
   */
  public static Named of(Class<?> type) {
    return KNOWN.get(type);
  }

  /** For messages: the event type, or the name of a class that is none. */
  static String shown(Class<?> type) {
    EventType annotation = type.getAnnotation(EventType.class);
    return annotation == null
        ? type.getName()
        : annotation.value() + " (" + type.getSimpleName() + ")";
  }

  private static Named read(Class<?> type) {
    EventType annotation = type.getAnnotation(EventType.class);
    if (annotation == null) {
      throw new IllegalArgumentException(
          type.getName() + " has no event type: annotate it, @EventType(\"orders.order-placed\")");
    }
    int bytes = annotation.value().getBytes(StandardCharsets.UTF_8).length;
    if (annotation.value().isBlank() || bytes > NewEvent.MAX_TYPE_BYTES) {
      throw new IllegalArgumentException(
          "the event type of "
              + type.getName()
              + " is blank or longer than "
              + NewEvent.MAX_TYPE_BYTES
              + " bytes: give it a name such as orders.order-placed");
    }
    if (annotation.version() < 1) {
      throw new IllegalArgumentException(
          "the schema version of "
              + type.getName()
              + " is "
              + annotation.version()
              + ": give 1 or more");
    }
    return new Named(annotation.value(), annotation.version());
  }
}
