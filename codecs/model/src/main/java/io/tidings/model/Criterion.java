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

  /** A longer value cannot be asked for, in bytes of UTF-8. */
  public static final int MAX_VALUE_BYTES = 512;

  public Criterion {
    types = Set.copyOf(types);
    attributes = Map.copyOf(attributes);
    if (types.isEmpty() && attributes.isEmpty()) {
      throw new IllegalArgumentException(
          "a criterion without types and attributes, which every event meets: name some");
    }
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
