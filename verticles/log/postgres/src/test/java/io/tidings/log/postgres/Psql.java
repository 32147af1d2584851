package io.tidings.log.postgres;

import io.tidings.log.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;

/** Another client of the database, as a person with psql would be. */
final class Psql implements AutoCloseable {

  private final Connection connection;
  private final int pid;

  private Psql(Connection connection) throws SQLException {
    this.connection = connection;
    this.pid = connection.unwrap(PGConnection.class).getBackendPID();
  }

  /** Connected with the log's schema as search path. */
  static Psql connect(EmbeddedPostgres server, String schema) throws SQLException {
    return connect(server, server.database(), schema);
  }

  static Psql connect(EmbeddedPostgres server, String database, String schema) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", EmbeddedPostgres.USER);
    properties.setProperty("password", server.password());
    properties.setProperty("currentSchema", schema);
    String url =
        "jdbc:postgresql://%s:%d/%s".formatted(EmbeddedPostgres.HOST, server.port(), database);
    return new Psql(DriverManager.getConnection(url, properties));
  }

  /** A new log on the shared server. */
  static Psql onFreshLog() throws SQLException {
    PostgresLogConfig config = TestServers.freshLog();
    Migrations.run(config);
    return connect(TestServers.shared(), config.schema());
  }

  /** A log on the shared server that is as if nothing had been appended; one at a time. */
  static Psql onEmptiedLog() throws SQLException {
    return connect(TestServers.shared(), Emptied.LOG.emptied().schema());
  }

  private static final class Emptied {
    static final ReusedLog LOG = new ReusedLog(TestServers.shared());
  }

  /** Of the server's process for this client. */
  int pid() {
    return pid;
  }

  /** Each row as psql -At shows it; nothing for a statement without rows. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return rows;
      }
      ResultSet result = statement.getResultSet();
      while (result.next()) {
        List<String> columns = new ArrayList<>();
        for (int at = 1; at <= result.getMetaData().getColumnCount(); at++) {
          columns.add(result.getString(at) == null ? "" : result.getString(at));
        }
        rows.add(String.join("|", columns));
      }
    }
    return rows;
  }

  /** The only row. */
  String row(String sql) throws SQLException {
    List<String> rows = rows(sql);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows: " + rows);
    }
    return rows.get(0);
  }

  /** The SQLSTATE with which the statement fails; the constraint behind it if one was violated. */
  String refusal(String sql) {
    try {
      return "no refusal but " + rows(sql);
    } catch (SQLException refusal) {
      String constraint =
          refusal instanceof org.postgresql.util.PSQLException error
                  && error.getServerErrorMessage() != null
              ? error.getServerErrorMessage().getConstraint()
              : null;
      return constraint == null ? refusal.getSQLState() : refusal.getSQLState() + " " + constraint;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
