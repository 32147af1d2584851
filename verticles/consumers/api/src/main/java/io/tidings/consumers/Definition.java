package io.tidings.consumers;

import io.tidings.model.Filter;
import io.tidings.model.SlotRange;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What a consumer is, as everybody who hosts or administers it sees it.
 *
 * @param name lower-case letters, digits, {@code . _ -}, and {@code @} before a version; 1 to
 *     {@value #MAX_NAME} characters
 * @param kind who does the work
 * @param filter which events; its slots are {@link SlotRange#ALL}, segments divide them
 * @param attributes CloudEvents attributes that must have these values, as text; any number
 * @param start where a consumer begins that was never declared before
 * @param segments into how many the slots are divided at first, 1 to 1024; changed later by {@link
 *     Definitions#change}
 * @param inFlight how many streams of one segment may be in work at once, 1 to 10,000
 * @param retry what happens to an event that fails
 * @param onFailure what happens to one that has failed for good
 * @param visibility for {@link Kind#PULL}: how long a puller has an event before it is offered to
 *     another
 */
public record Definition(
    String name,
    Kind kind,
    Filter filter,
    Map<String, String> attributes,
    Start start,
    int segments,
    int inFlight,
    Retry retry,
    OnFailure onFailure,
    Duration visibility) {

  public static final int MAX_NAME = 100;

  /** Who does the work. */
  public enum Kind {
    /** Handlers in the verticles of nodes. */
    HANDLERS,
    /** Whoever asks for events over HTTP. */
    PULL
  }

  /** What becomes of an event that has failed for good. */
  public enum OnFailure {
    /** It becomes a dead letter; later events of its stream wait behind it (C5). */
    DEAD_LETTER,
    /** Its stream waits until somebody redrives it. */
    STOP_STREAM,
    /** The consumer stops until somebody resumes it, which tries the event again. */
    STOP_CONSUMER
  }

  public Definition {
    attributes = Map.copyOf(attributes);
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(retry, "retry");
    Objects.requireNonNull(onFailure, "onFailure");
    if (name == null || !name.matches("[a-z0-9][a-z0-9._@-]{0," + (MAX_NAME - 1) + "}")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a consumer: give up to "
              + MAX_NAME
              + " lower-case letters, digits and . _ - @");
    }
    if (!filter.slots().all()) {
      throw new IllegalArgumentException("a consumer covers all slots; its segments divide them");
    }
    if (filter.boundary() != null) {
      throw new IllegalArgumentException(
          "a consumer's filter has no boundary: give attributes, which must all hold");
    }
    require("segments", segments, 1024);
    require("in-flight", inFlight, 10_000);
    if (visibility.toMillis() < 1) {
      throw new IllegalArgumentException("visibility is " + visibility + ": give 1 ms or more");
    }
  }

  private static void require(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(key + " is " + value + ": give 1 to " + most);
    }
  }
}
