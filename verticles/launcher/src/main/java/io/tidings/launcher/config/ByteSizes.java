package io.tidings.launcher.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes: {@code 1048576}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}. */
final class ByteSizes {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,18})(B|KiB|MiB|GiB)?");

  private ByteSizes() {}

  static long parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is not a size such as 65536, 64KiB or 1MiB");
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("is more bytes than there can be", e);
    }
  }

  private static long unit(String unit) {
    if (unit == null || unit.equals("B")) {
      return 1;
    }
    return switch (unit) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      default -> 1L << 30;
    };
  }
}
