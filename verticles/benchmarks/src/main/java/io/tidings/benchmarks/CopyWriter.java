package io.tidings.benchmarks;

import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.NewEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * The quickest way there is to get events into the table: COPY in its binary format, one
 * transaction for each call, nothing checked. Nobody else may write to the log.
 */
final class CopyWriter implements AutoCloseable {

  private static final String COPY =
      "copy %s.event (position, version, epoch, recorded_at, form, id, source, type, stream,"
          + " subject, time, content_type, data_schema, extensions, data)"
          + " from stdin (format binary)";
  private static final short COLUMNS = 15;
  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NO_EXTENSIONS = "\1{}".getBytes(StandardCharsets.US_ASCII);
  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final Connection connection;
  private final CopyManager copies;
  private final String copy;
  private final long epoch;
  private final Versions versions;

  CopyWriter(PostgresLogConfig config, Versions versions) throws SQLException {
    this.connection = connect(config);
    this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
    this.copy = COPY.formatted(config.schema());
    this.epoch = epoch(config.schema());
    this.versions = versions;
  }

  /** With the user and the password of the URI. */
  static Connection connect(PostgresLogConfig config) throws SQLException {
    java.net.URI uri = java.net.URI.create(config.uri().orElseThrow());
    String[] user = uri.getUserInfo().split(":", 2);
    Properties properties = new Properties();
    properties.setProperty("user", user[0]);
    properties.setProperty("password", user[1]);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(), properties);
  }

  void write(List<NewEvent> events) throws SQLException {
    Buffer rows = Buffer.buffer(events.size() * 700);
    rows.appendBytes(SIGNATURE).appendInt(0).appendInt(0);
    long now = micros(Instant.now());
    synchronized (versions) {
      for (NewEvent event : events) {
        row(rows, event, now);
      }
    }
    rows.appendShort((short) -1);
    byte[] bytes = rows.getBytes();
    CopyIn in = copies.copyIn(copy);
    in.writeToCopy(bytes, 0, bytes.length);
    in.endCopy();
  }

  private void row(Buffer to, NewEvent event, long now) {
    to.appendShort(COLUMNS);
    number(to, versions.nextPosition());
    number(to, versions.nextVersion(event.stream()));
    number(to, epoch);
    number(to, now);
    text(
        to, event.data() == null ? null : event.data().form().name().substring(0, 1).toLowerCase());
    text(to, event.id());
    text(to, event.source());
    text(to, event.type());
    text(to, event.stream());
    text(to, event.subject());
    text(to, event.time());
    text(to, event.contentType());
    text(to, event.dataSchema());
    bytes(
        to,
        event.extensions().isEmpty()
            ? NO_EXTENSIONS
            : ("\1" + new JsonObject(event.extensions()).encode())
                .getBytes(StandardCharsets.UTF_8));
    bytes(to, event.data() == null ? null : event.data().toByteArray());
  }

  private static void number(Buffer to, long value) {
    to.appendInt(Long.BYTES).appendLong(value);
  }

  private static void text(Buffer to, String value) {
    bytes(to, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(Buffer to, byte[] value) {
    if (value == null) {
      to.appendInt(-1);
    } else {
      to.appendInt(value.length).appendBytes(value);
    }
  }

  private static long micros(Instant instant) {
    return (instant.getEpochSecond() - POSTGRES_EPOCH.getEpochSecond()) * 1_000_000
        + instant.getNano() / 1000;
  }

  private long epoch(String schema) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select epoch from " + schema + ".log")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
