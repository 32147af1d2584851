package io.tidings.chaos.sabotage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What defines a function of the log's schema. */
record Function(String definition) {

  private static final String DEFINITION =
      """
      select pg_get_functiondef(p.oid)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'tidings' and p.proname = ?
      """;

  static Function read(Connection database, String name) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(DEFINITION)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("the database has no function tidings." + name);
        }
        return new Function(rows.getString(1));
      }
    }
  }

  /** Fails if the definition does not have the text, for then nothing would be broken. */
  Function with(String text, String instead) {
    if (!definition.contains(text)) {
      throw new IllegalStateException("there is no '" + text + "' in\n" + definition);
    }
    return new Function(definition.replace(text, instead));
  }

  void install(Connection database) throws SQLException {
    run(database, definition);
  }

  /** Runs a file that stands beside this class. */
  static void runFile(Connection database, String file) throws SQLException {
    try (InputStream sql = Function.class.getResourceAsStream(file)) {
      run(database, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void run(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
