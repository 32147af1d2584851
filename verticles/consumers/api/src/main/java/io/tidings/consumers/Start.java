package io.tidings.consumers;

import java.time.Instant;

/**
 * Where a consumer begins that was never declared before.
 *
 * @param position for {@link At#POSITION}: the first position that it handles
 * @param time for {@link At#TIME}: it begins with the first event recorded then or later
 */
public record Start(At at, long position, Instant time) {

  public enum At {
    FIRST,
    LATEST,
    POSITION,
    TIME
  }

  public static final Start FIRST = new Start(At.FIRST, 0, null);
  public static final Start LATEST = new Start(At.LATEST, 0, null);

  public Start {
    if (at == At.POSITION && position < 1 || at == At.TIME && time == null) {
      throw new IllegalArgumentException("start says " + at + " without saying which");
    }
  }

  public static Start position(long first) {
    return new Start(At.POSITION, first, null);
  }

  public static Start time(Instant from) {
    return new Start(At.TIME, 0, from);
  }
}
