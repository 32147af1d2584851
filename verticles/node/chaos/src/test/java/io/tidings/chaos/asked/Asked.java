package io.tidings.chaos.asked;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;

/** Asks for the time of day in all ways, in a package whose classes are rewritten. */
public final class Asked {

  private Asked() {}

  public static void main(String[] arguments) {
    Supplier<Instant> reference = Instant::now;
    List.of(
            Instant.ofEpochMilli(System.currentTimeMillis()),
            Instant.now(),
            reference.get(),
            OffsetDateTime.now().toInstant(),
            OffsetDateTime.now(ZoneOffset.UTC).toInstant(),
            ZonedDateTime.now().toInstant(),
            ZonedDateTime.now(ZoneOffset.UTC).toInstant(),
            Clock.systemUTC().instant(),
            Clock.systemDefaultZone().instant(),
            new Date().toInstant())
        .forEach(System.out::println);
  }
}
