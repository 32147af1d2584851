package io.tidings.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;

/** A connection of a service that publishes, in a transaction of its own making. */
final class Service implements AutoCloseable {

  private final Connection connection;
  private final String schema;

  Service(OutboxConfig config) throws SQLException {
    this.connection = TestServers.connect(config);
    this.schema = config.schema();
    connection.setAutoCommit(false);
  }

  /** The rows, columns joined by {@code |}; {@code $} is the schema of the outbox. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql.replaceAll("\\$(?!\\d)", schema))) {
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

  String row(String sql) throws SQLException {
    List<String> rows = rows(sql);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows: " + rows);
    }
    return rows.get(0);
  }

  /** The only row, read in a transaction of its own. */
  String look(String sql) throws SQLException {
    String row = row(sql);
    connection.commit();
    return row;
  }

  /** A relay holds this lock while it sleeps. */
  boolean relaySleeps() throws SQLException {
    return look("select count(*) from pg_locks where locktype = 'advisory' and objid = 64 and granted"
            + " and classid = ($.lock_space()::bigint & 4294967295)::oid")
        .equals("1");
  }

  /** Publishes an event with this id to a stream. */
  Service publish(String stream, String id) throws SQLException {
    rows("select $.publish('test.happened', '{}', '%s', '%s')".formatted(stream, id));
    return this;
  }

  Service commit() throws SQLException {
    connection.commit();
    return this;
  }

  Service commitPrepared(String name) throws SQLException {
    return outside("commit prepared '" + name + "'");
  }

  /** What no transaction may do. */
  Service outside(String sql) throws SQLException {
    connection.setAutoCommit(true);
    rows(sql);
    connection.setAutoCommit(false);
    return this;
  }

  Service rollback() throws SQLException {
    connection.rollback();
    return this;
  }

  /** The SQLSTATE with which it fails, the constraint and the hint. */
  List<String> refusal(String sql) throws SQLException {
    try {
      throw new AssertionError("no refusal but " + rows(sql));
    } catch (PSQLException refusal) {
      connection.rollback();
      return java.util.Arrays.asList(
          refusal.getSQLState(),
          refusal.getServerErrorMessage().getConstraint(),
          refusal.getServerErrorMessage().getHint());
    }
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
