package io.tidings.examples.orders.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The statements of this module, each in its file. */
enum Statement {
  OPEN_ORDERS,
  CLOSED_ORDERS,
  PLACE,
  PAY,
  CLOSE;

  private final String sql = read(name().toLowerCase(Locale.ROOT) + ".sql");

  String sql() {
    return sql;
  }

  private static String read(String file) {
    try (InputStream in = Statement.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
