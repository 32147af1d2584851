package io.tidings.gateway.http;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as ISO-8601 has them, {@code PT5S}, and as people write them, {@code 250ms}. */
public final class Durations {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /**
   * Reads a duration that is not negative.
   *
   * @throws IllegalArgumentException with what is wrong, to stand behind the name of the value
   */
  public static Duration parse(String text) {
    Duration duration = read(text);
    if (duration == null || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "is '" + text + "': give a duration such as PT20S, 20s, 500ms, 5m or 2h");
    }
    return duration;
  }

  private static Duration read(String text) {
    Matcher matcher = SHORT.matcher(text);
    try {
      return matcher.matches()
          ? of(Long.parseLong(matcher.group(1)), matcher.group(2))
          : Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
