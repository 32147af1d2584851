package io.tidings.model;

import java.util.List;
import java.util.Map;

/**
 * What is recorded as a whole or not at all (L1): events of one or of several streams, and what
 * must hold before it. Events that the log has already are a repeat whatever the conditions say
 * (L5).
 *
 * @param events in the order in which they are to be recorded; at least one
 * @param expected version by stream; 0 means "does not exist yet". A stream that is not named may
 *     be at any version; one may be named that the append does not write
 * @param unchanged what must not have happened meanwhile in any stream (L9), looked at after the
 *     versions; null for no such condition
 */
public record Append(List<NewEvent> events, Map<String, Long> expected, Unchanged unchanged) {

  public Append {
    events = List.copyOf(events);
    expected = Map.copyOf(expected);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("an append without events");
    }
    expected.forEach(Append::requireVersion);
  }

  /** On condition of the versions of streams alone. */
  public Append(List<NewEvent> events, Map<String, Long> expected) {
    this(events, expected, null);
  }

  /** Without conditions. */
  public static Append of(NewEvent... events) {
    return new Append(List.of(events), Map.of());
  }

  /** If the stream is at this version. */
  public static Append to(String stream, long expected, NewEvent... events) {
    return new Append(List.of(events), Map.of(stream, expected));
  }

  /** If nothing within the boundary has been recorded after the cursor (L9). */
  public static Append unless(Boundary boundary, Cursor since, NewEvent... events) {
    return new Append(List.of(events), Map.of(), new Unchanged(boundary, since));
  }

  private static void requireVersion(String stream, long version) {
    StreamName.require(stream);
    if (version < 0) {
      throw new IllegalArgumentException(
          "the expected version of stream '" + stream + "' is " + version + ": give 0 or more");
    }
  }
}
