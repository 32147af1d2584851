package io.tidings.launcher.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what was written into what the record's component holds. */
final class ValueParser {

  private ValueParser() {}

  /**
   * Throws {@link IllegalArgumentException} with the end of a sentence that began with the value.
   */
  static Object parse(Definition definition, Given given) {
    if (definition.isList()) {
      return list(given);
    }
    if (given.isList()) {
      throw new IllegalArgumentException("is a list; one value is expected");
    }
    if (definition.isOptional()) {
      return given.text().isEmpty()
          ? Optional.empty()
          : Optional.of(value(definition, given.text()));
    }
    return value(definition, given.text());
  }

  private static List<String> list(Given given) {
    if (given.isList()) {
      return given.texts();
    }
    return Arrays.stream(given.text().split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Object value(Definition definition, String text) {
    Class<?> type = definition.valueType();
    if (type == String.class) {
      return text;
    } else if (type == boolean.class || type == Boolean.class) {
      return bool(text);
    } else if (type == int.class || type == Integer.class) {
      return integer(whole(definition, text));
    } else if (type == long.class || type == Long.class) {
      return whole(definition, text);
    } else if (type == double.class || type == Double.class) {
      return decimal(text);
    } else if (type == Duration.class) {
      return Durations.parse(text);
    } else if (type == Path.class) {
      return path(text);
    } else if (type.isEnum()) {
      return constant(type, text);
    }
    throw new IllegalStateException(definition.key() + ": settings of " + type + " are not read");
  }

  private static boolean bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("is neither true nor false");
    }
    return Boolean.parseBoolean(text);
  }

  private static long whole(Definition definition, String text) {
    if (definition.setting().bytes()) {
      return ByteSizes.parse(text);
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "is not a whole number such as " + definition.example(), e);
    }
  }

  private static int integer(long value) {
    if (value != (int) value) {
      throw new IllegalArgumentException("is beyond " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private static double decimal(String text) {
    if (!text.matches("-?\\d+(\\.\\d+)?")) {
      throw new IllegalArgumentException("is not a number such as 0.5");
    }
    return Double.parseDouble(text);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is not a path", e);
    }
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Names.kebab(((Enum<?>) constant).name()).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("is not one of " + String.join(", ", names(type))));
  }

  /** The constants of an enum as they are written in a configuration. */
  static List<String> names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> Names.kebab(((Enum<?>) constant).name()))
        .collect(Collectors.toList());
  }
}
