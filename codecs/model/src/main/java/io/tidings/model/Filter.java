package io.tidings.model;

import java.util.Set;

/**
 * Which events a reader wants; every condition given must hold.
 *
 * @param types any of these event types; empty means every type
 * @param category of the stream, or null for every category
 * @param stream this one stream, or null for every stream
 * @param slots streams of these slots
 * @param boundary events within it, or null for all
 */
public record Filter(
    Set<String> types, String category, String stream, SlotRange slots, Boundary boundary) {

  public static final Filter ALL = new Filter(Set.of(), null, null, SlotRange.ALL);

  public Filter {
    types = Set.copyOf(types);
  }

  /** Without a boundary. */
  public Filter(Set<String> types, String category, String stream, SlotRange slots) {
    this(types, category, stream, slots, null);
  }

  public static Filter types(String... types) {
    return new Filter(Set.of(types), null, null, SlotRange.ALL);
  }

  public static Filter stream(String stream) {
    return new Filter(Set.of(), null, stream, SlotRange.ALL);
  }

  public static Filter category(String category) {
    return new Filter(Set.of(), category, null, SlotRange.ALL);
  }

  public static Filter slots(SlotRange slots) {
    return new Filter(Set.of(), null, null, slots);
  }

  public static Filter boundary(Boundary boundary) {
    return new Filter(Set.of(), null, null, SlotRange.ALL, boundary);
  }

  /** With other types; all else as it is. */
  public Filter withTypes(Set<String> others) {
    return new Filter(others, category, stream, slots, boundary);
  }

  /** With another stream, or with any if it is null; all else as it is. */
  public Filter withStream(String other) {
    return new Filter(types, category, other, slots, boundary);
  }

  /** With other slots; all else as it is. */
  public Filter withSlots(SlotRange others) {
    return new Filter(types, category, stream, others, boundary);
  }

  public boolean matches(RecordedEvent event) {
    return (types.isEmpty() || types.contains(event.type()))
        && (stream == null || stream.equals(event.stream()))
        && (category == null || category.equals(StreamName.category(event.stream())))
        && (slots.all() || slots.contains(StreamName.slot(event.stream())))
        && (boundary == null || boundary.matches(event.event()));
  }
}
