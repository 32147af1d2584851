package io.tidings.chaos.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database of the log, directly. */
@FunctionalInterface
public interface Connections {

  /** A new connection; fails while the server is down. */
  Connection open() throws SQLException;

  /** The first column of the first row, on a connection of its own. */
  default long number(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(10);
      try (ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** How many events the log has. */
  default long head() throws SQLException {
    return number("select position from tidings.head");
  }
}
