package io.tidings.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.tidings.model.Data;
import io.tidings.model.EventFamily;
import io.tidings.model.Extensions;
import io.tidings.model.InvalidEvent;
import io.tidings.model.NewEvent;
import io.tidings.model.ShownAttributes;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * Records as JSON payloads. Any thread may call any method.
 *
 * <p>Values come back equal: {@code java.time} as ISO 8601 text with offset and zone, {@code
 * BigDecimal} with its scale, also inside trees and {@code Object}. Unknown fields are ignored and
 * a missing one is null, or an empty {@code Optional}, so that producers and readers can change at
 * different times; a primitive that is missing or null, and a number that would lose digits, fail.
 * The entries of a map are written in the order of their keys: encoding equal records gives equal
 * bytes (L5), unless they hold sets.
 */
public final class EventJson {

  public static final String CONTENT_TYPE = "application/json";

  private static final ObjectMapper MAPPER = EventMapper.create();
  private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

  private EventJson() {}

  /**
   * The record as a payload, which nobody in this JVM decodes again.
   *
   * @throws PayloadMismatch if a component cannot be written, naming it
   */
  public static Data encode(Object event) {
    try {
      return Data.encoded(MAPPER.writeValueAsBytes(event), event);
    } catch (JsonProcessingException failure) {
      throw mismatch(event.getClass(), "cannot be written", failure);
    }
  }

  /**
   * The payload as a record: decoded at the first call for that class, the same instance from then
   * on.
   *
   * @param data JSON in any form; null, for an event without data, fails
   * @throws PayloadMismatch naming the event type and the field
   */
  public static <T> T decode(Data data, Class<T> type) {
    if (data == null) {
      throw new PayloadMismatch(EventTypes.shown(type), "", "the event has no data", null);
    }
    return data.as(type, bytes -> parse(bytes, type));
  }

  /**
   * The events that this one stands for today: one, or as many as a split makes, or none if it is
   * dropped.
   *
   * @throws io.tidings.model.UnknownEvent if the family has no record for its type and version
   * @throws PayloadMismatch as {@link #decode(Data, Class)}
   */
  public static <E> List<E> decode(NewEvent event, EventFamily<E> family) {
    if (family.drops(event.type(), event.schemaVersion())) {
      return List.of();
    }
    Class<?> type = family.recordOf(event.type(), event.schemaVersion());
    return family.today(decode(event.data(), type));
  }

  /**
   * Begins the event of a record: a new id (UUID version 7), the type and the schema version of its
   * class, the present time in microseconds, the payload, and what {@link
   * io.tidings.model.Attribute} shows of it.
   *
   * @throws IllegalArgumentException if the class has no event type, or an {@code @Attribute} whose
   *     name no criterion may use
   * @throws PayloadMismatch if a component cannot be written
   */
  public static NewEvent.Builder event(Object event, String source) {
    return event(event, source, newId());
  }

  /** The same, with an id that the caller gives. */
  public static NewEvent.Builder event(Object event, String source, String id) {
    return event(event, source, id, Instant.now());
  }

  /** The same, of a time that the caller gives. */
  public static NewEvent.Builder event(Object event, String source, String id, Instant time) {
    EventTypes.Named type = EventTypes.of(event.getClass());
    NewEvent.Builder builder =
        NewEvent.builder(id, source, type.name())
            .time(CloudEventsJsonWriter.micros(time))
            .contentType(CONTENT_TYPE)
            .extension(Extensions.SCHEMA_VERSION, type.version() == 1 ? null : type.version())
            .data(encode(event));
    ShownAttributes.of(event.getClass()).addTo(builder, event);
    return builder;
  }

  /**
   * The event of a record; see {@link #event}. Its stream is named after the source.
   *
   * @throws InvalidEvent if the source is none
   */
  public static NewEvent newEvent(Object event, String source) {
    return event(event, source).build();
  }

  /** A UUID of version 7: later ones sort behind earlier ones of this JVM. */
  public static String newId() {
    return IDS.generate().toString();
  }

  /**
   * The id of what follows from something else, the same each time: a UUID of version 7 by the time
   * of the cause, so that it sorts beside others of that time, and for the rest a hash.
   *
   * @param parts what tells this event apart from all others
   */
  public static String derivedId(Instant cause, String... parts) {
    return DerivedId.of(cause, parts).toString();
  }

  private static <T> T parse(Data data, Class<T> type) {
    try {
      T value = MAPPER.readValue(data.toByteArray(), type);
      if (value == null) {
        throw new PayloadMismatch(EventTypes.shown(type), "", "the payload is null", null);
      }
      return value;
    } catch (IOException failure) {
      throw mismatch(type, "cannot be read", failure);
    } catch (ArithmeticException | NumberFormatException | DateTimeException number) {
      // Jackson lets them through where a number is larger than its type can tell: 1E+890123456789
      throw new PayloadMismatch(
          EventTypes.shown(type), "", "cannot be read: " + number.getMessage(), number);
    }
  }

  private static PayloadMismatch mismatch(Class<?> type, String verb, IOException failure) {
    String field = failure instanceof JsonMappingException at ? FieldPath.of(at) : "";
    return new PayloadMismatch(
        EventTypes.shown(type), field, MismatchReason.of(failure, verb), failure);
  }
}
