package io.tidings.consumers.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The statements, each from the {@code .sql} file of its name. All are loaded with this class. */
enum Sql {
  DECLARE,
  REMOVE,
  CHANGE,
  STATUS,
  LEDGER,
  NOTE,
  CLAIM,
  LEAVE,
  CHECKPOINT,
  HOLD,
  ADVANCE,
  HELD,
  DEAD_LETTERS,
  REDRIVE,
  DISCARD,
  EDIT,
  KNOWS,
  ENTER,
  OFFER,
  SETTLED,
  FORGET,
  PULL,
  SETTLE,
  EXTEND,
  BEGIN_EFFECTS;

  private static final String USUAL_SCHEMA = "tidings.";

  private final String text = load("sql/" + name().toLowerCase(Locale.ROOT) + ".sql");

  String text() {
    return text;
  }

  /** For connections whose search path is not ours. */
  String in(String schema) {
    return text.replace(USUAL_SCHEMA, '"' + schema + "\".");
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
