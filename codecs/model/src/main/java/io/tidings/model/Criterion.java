package io.tidings.model;

import java.util.Map;
import java.util.Set;

/**
 * Events of any of these types that have all these attributes.
 *
 * @param types any of these event types; empty means every type
 * @param attributes extension attributes by name, compared as text; none of those that carry events
 *     along ({@code correlationid}, {@code traceparent} and the like), which no index knows
 */
public record Criterion(Set<String> types, Map<String, String> attributes) {

  /** An attribute with a longer name cannot be asked for. */
  public static final int MAX_NAME_LENGTH = 64;

  /** A longer value cannot be asked for, in bytes of UTF-8. */
  public static final int MAX_VALUE_BYTES = 512;

  public static final int MAX_TYPES = 64;
  public static final int MAX_ATTRIBUTES = 16;

  public Criterion {
    types = Set.copyOf(types);
    attributes = Map.copyOf(attributes);
    if (types.isEmpty() && attributes.isEmpty()) {
      throw new IllegalArgumentException(
          "a criterion without types and attributes, which every event meets: name some");
    }
    if (types.size() > MAX_TYPES || attributes.size() > MAX_ATTRIBUTES) {
      throw new IllegalArgumentException(
          "a criterion of %d types and %d attributes: give %d and %d at most"
              .formatted(types.size(), attributes.size(), MAX_TYPES, MAX_ATTRIBUTES));
    }
    types.forEach(
        type -> Text.required("type", Text.present("type", type), NewEvent.MAX_TYPE_BYTES));
    attributes.forEach(Criterion::require);
  }

  private static void require(String name, String value) {
    Extensions.requireName(name);
    if (Extensions.TECHNICAL.contains(name)) {
      throw new InvalidEvent(name, "carries events along and is in no index: name another");
    }
    if (name.length() > MAX_NAME_LENGTH) {
      throw new InvalidEvent(
          name, "has a name of more than " + MAX_NAME_LENGTH + " letters, which no index has");
    }
    Text.optional(name, value, MAX_VALUE_BYTES);
  }

  /** Events that have this attribute. */
  public static Criterion attribute(String name, String value) {
    return new Criterion(Set.of(), Map.of(name, value));
  }

  /** Events of any of these types. */
  public static Criterion types(String... types) {
    return new Criterion(Set.of(types), Map.of());
  }

  public boolean matches(NewEvent event) {
    return (types.isEmpty() || types.contains(event.type()))
        && attributes.entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(event.extension(wanted.getKey())));
  }
}
