package io.tidings.model;

import java.time.LocalDateTime;
import java.time.YearMonth;

/** Timestamps as RFC 3339 defines them, which is narrower than ISO 8601. */
final class Rfc3339 {

  private static final int SHORTEST = "2026-11-23T14:05:06Z".length();
  private static final int OFFSET = "+01:00".length();
  private static final int SECONDS_END = "2026-11-23T14:05:06".length();

  private Rfc3339() {}

  /**
   * Whether the text is a timestamp with an offset and any number of fractional digits. Second 60
   * is one where a leap second can be: at the end of a month, 23:59:60 in UTC.
   */
  static boolean valid(String text) {
    if (text.length() < SHORTEST || !shaped(text)) {
      return false;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int offset = offsetMinutes(text, fractionEnd(text));
    if (year < 0 || month < 1 || month > 12 || day < 1 || offset == Integer.MIN_VALUE) {
      return false;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return false;
    }
    return day <= YearMonth.of(year, month).lengthOfMonth()
        && (second < 60 || leap(LocalDateTime.of(year, month, day, hour, minute), offset));
  }

  private static boolean shaped(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (text.charAt(10) == 'T' || text.charAt(10) == 't')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  /** Where the offset begins; -1 if a point stands without digits. */
  private static int fractionEnd(String text) {
    if (text.charAt(SECONDS_END) != '.') {
      return SECONDS_END;
    }
    int at = SECONDS_END + 1;
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    return at == SECONDS_END + 1 ? -1 : at;
  }

  /** The offset from UTC in minutes; the smallest integer if there is none. */
  private static int offsetMinutes(String text, int at) {
    int left = at < 0 ? 0 : text.length() - at;
    if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
      return 0;
    }
    if (left != OFFSET || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, at + 4, at + 6);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    return switch (text.charAt(at)) {
      case '+' -> hours * 60 + minutes;
      case '-' -> -(hours * 60 + minutes);
      default -> Integer.MIN_VALUE;
    };
  }

  private static boolean leap(LocalDateTime local, int offsetMinutes) {
    LocalDateTime utc = local.minusMinutes(offsetMinutes);
    return utc.getHour() == 23 && utc.getMinute() == 59 && utc.plusMinutes(1).getDayOfMonth() == 1;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      if (!digit(text.charAt(at))) {
        return -1;
      }
      number = number * 10 + text.charAt(at) - '0';
    }
    return number;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
