package io.tidings.log.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Loads statements from {@code .sql} files on the class path, as every enum of statements beside
 * the log does. Public for what stands beside the log in its schema.
 */
public final class Statements {

  private Statements() {}

  /**
   * The whole text, in UTF-8, of the file that is named like the constant in lower case, in the
   * directory {@code sql} below the package of its enum: that of {@code READ_LOG} is {@code
   * sql/read_log.sql}. Reads the file anew at every call: call it where the constants are created,
   * once for each, so that a missing file is found out as soon as the enum is used at all. Blocks
   * for as long as that takes; any thread may call.
   *
   * @throws IllegalStateException if there is no such file: it is misnamed, or was left out of the
   *     jar
   * @throws UncheckedIOException if the file cannot be read; what the class path consists of is
   *     broken
   */
  public static String load(Enum<?> statement) {
    String file = "sql/" + statement.name().toLowerCase(Locale.ROOT) + ".sql";
    try (InputStream stream = statement.getDeclaringClass().getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no statement " + file + " on the class path");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
