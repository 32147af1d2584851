package io.tidings.consumers.postgres;

import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.Failure;

/** What exceptions say, made fit for PostgreSQL: an event must be held whatever they say. */
final class Texts {

  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  static Failure storable(Failure failure) {
    Attempt attempt = failure.attempt();
    return new Failure(
        failure.consumer(),
        failure.lease(),
        failure.stream(),
        failure.slot(),
        failure.event(),
        failure.state(),
        failure.due(),
        new Attempt(
            attempt.number(),
            attempt.at(),
            storable(attempt.node()),
            storable(attempt.handler()),
            storable(attempt.error()),
            storable(attempt.message()),
            storable(attempt.trace())),
        failure.outages());
  }

  /** U+0000 and halves of surrogate pairs replaced. */
  static String storable(String text) {
    if (text == null) {
      return null;
    }
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isHalf(point) ? REPLACEMENT : point)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
