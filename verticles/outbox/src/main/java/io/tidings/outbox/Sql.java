package io.tidings.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The statements, each from the {@code .sql} file of its name. All are loaded with this class. */
enum Sql {
  PAGE,
  SETTLE,
  CLAIM,
  RELEASE,
  MUTE,
  UNMUTE;

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
