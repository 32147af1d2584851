package io.tidings.gateway.consumers;

import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.gateway.http.Durations;
import io.tidings.gateway.http.Members;
import io.tidings.gateway.http.QueryParameters;
import java.time.Duration;
import java.util.Set;

/** Which dead letters a request is about: the same words as parameters and as members. */
final class WhichLetters {

  static final Set<String> WORDS = Set.of("state", "type", "error", "stream", "age", "position");

  private WhichLetters() {}

  static Which of(String consumer, QueryParameters parameters) {
    String position = parameters.one("position");
    if (position != null && !position.matches("[1-9]\\d{0,17}")) {
      throw QueryParameters.bad("position", "is '" + position + "': give that of an event");
    }
    return new Which(
        consumer,
        state(parameters),
        position == null ? null : Long.valueOf(position),
        parameters.one("stream"),
        parameters.one("type"),
        parameters.one("error"),
        age(parameters));
  }

  private static HeldState state(QueryParameters parameters) {
    String given = parameters.one("state");
    return given == null
        ? null
        : Words.read(HeldState.class, given, what -> QueryParameters.bad("state", what));
  }

  private static Duration age(QueryParameters parameters) {
    String given = parameters.one("age");
    try {
      return given == null ? null : Durations.parse(given);
    } catch (IllegalArgumentException wrong) {
      throw QueryParameters.bad("age", wrong.getMessage());
    }
  }

  static Which of(String consumer, Members members) {
    String state = members.text("state");
    long position = members.whole("position", 0, 1, Long.MAX_VALUE);
    return new Which(
        consumer,
        state == null
            ? null
            : Words.read(HeldState.class, state, what -> members.bad("state", what)),
        position == 0 ? null : position,
        members.text("stream"),
        members.text("type"),
        members.text("error"),
        members.duration("age", null));
  }

  static Which one(String consumer, long position) {
    return new Which(consumer, null, position, null, null, null, null);
  }

  /** Whether it is about all of the consumer's. */
  static boolean all(Which which) {
    return which.state() == null
        && which.position() == null
        && which.stream() == null
        && which.type() == null
        && which.error() == null
        && which.age() == null;
  }
}
