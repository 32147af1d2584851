package io.tidings.log.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The statements, each from the {@code .sql} file of its name. All are loaded with this class. */
enum Sql {
  APPEND,
  HEAD,
  RESOLVE,
  READ_LOG_FORWARD,
  READ_LOG_BACKWARD,
  READ_STREAM_FORWARD,
  READ_STREAM_BACKWARD,
  READ_TYPES_FORWARD,
  READ_TYPES_BACKWARD,
  READ_CATEGORY_FORWARD,
  READ_CATEGORY_BACKWARD,
  READ_SLOTS_FORWARD,
  READ_SLOTS_BACKWARD,
  READ_BOUNDARY_FORWARD,
  READ_BOUNDARY_BACKWARD,
  SCHEDULE,
  SCHEDULE_CANCEL,
  SCHEDULE_GET,
  SCHEDULE_LIST,
  SCHEDULE_CLAIM,
  SCHEDULE_SETTLE,
  SCHEDULE_FORGET;

  private final String text = load("sql/" + name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }

  private static String load(String file) {
    try (InputStream stream = Sql.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no statement " + file + " on the class path");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
