package io.tidings.chaos.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;

/**
 * The time of day with an error. Has the methods of the JDK that tell the time, by their names, so
 * that {@link Rewriting} can call these instead.
 */
public final class Skew {

  private static final long LOOK_MILLIS = 50;

  private static volatile long millis;

  private Skew() {}

  /** From now on the error is the number of milliseconds in the file; none if there is no file. */
  static void follow(Path file) {
    millis = read(file);
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                millis = read(file);
                try {
                  TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                } catch (InterruptedException e) {
                  return;
                }
              }
            },
            "chaos-clock");
    thread.setDaemon(true);
    thread.start();
  }

  private static long read(Path file) {
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException | NumberFormatException beingWritten) {
      return millis;
    }
  }

  /** For all that have none of their own. */
  static long millis() {
    return millis;
  }

  public static long currentTimeMillis() {
    return System.currentTimeMillis() + millis;
  }

  public static Instant now() {
    return Instant.now().plusMillis(millis);
  }

  public static OffsetDateTime offsetNow() {
    return OffsetDateTime.now(systemDefaultZone());
  }

  public static OffsetDateTime offsetNow(ZoneId zone) {
    return OffsetDateTime.now(system(zone));
  }

  public static ZonedDateTime zonedNow() {
    return ZonedDateTime.now(systemDefaultZone());
  }

  public static ZonedDateTime zonedNow(ZoneId zone) {
    return ZonedDateTime.now(system(zone));
  }

  public static Clock systemUTC() {
    return system(ZoneOffset.UTC);
  }

  public static Clock systemDefaultZone() {
    return system(ZoneId.systemDefault());
  }

  public static Clock system(ZoneId zone) {
    return new SkewedClock(Clock.system(zone));
  }
}
