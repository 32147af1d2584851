package io.tidings.log.postgres;

import io.tidings.config.Setting;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the log is, and how many connections it may use. */
public record PostgresLogConfig(
    @Setting(
            help =
                "postgresql://user:password@host:port/database; wins over host, port, database, user"
                    + " and password.",
            secret = true)
        Optional<String> uri,
    @Setting(value = "127.0.0.1", help = "Host of the server.") String host,
    @Setting(value = "5432", help = "Port of the server.") int port,
    @Setting(value = "tidings", help = "Database that holds the log; its encoding is UTF8.")
        String database,
    @Setting(value = "tidings", help = "User to connect as.") String user,
    @Setting(help = "Password of the user.", secret = true) String password,
    @Setting(
            value = "tidings",
            help =
                "Schema of the log, made if it is missing; one log for each schema. A lower-case"
                    + " letter or underscore, then up to 39 of these and digits.")
        String schema,
    @Setting(
            value = "true",
            help =
                "Whether to bring the schema up to date at the start. With false it must be; then"
                    + " the user needs no right to create anything.")
        boolean migrate,
    @Setting(
            value = "4",
            help =
                "Connections for reading. Appending and listening take one more each, scheduled"
                    + " events two.")
        int readConnections,
    @Setting(
            value = "1000",
            help = "Reads that may wait for a connection; more are answered as unavailable.")
        int maxWaitingReads,
    @Setting(
            value = "5s",
            help =
                "How long a statement may take, the wait for a connection apart, before it is given"
                    + " up as unavailable.")
        Duration timeout,
    @Setting(
            value = "false",
            help =
                "Whether to notify other clients of the database of the appends made here. The"
                    + " nodes of the cluster hear of them over the bus in any case.")
        boolean announce) {

  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,39}");

  public PostgresLogConfig {
    if (!SCHEMA.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "schema '" + schema + "' is not a lower-case name of up to 40 letters and digits");
    }
    require("read-connections", readConnections);
    require("max-waiting-reads", maxWaitingReads);
    require("timeout", timeout.toMillis());
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
  }

  /** The defaults, at the server that the URI names. */
  public static PostgresLogConfig of(String uri) {
    return new PostgresLogConfig(
        Optional.of(uri),
        "127.0.0.1",
        5432,
        "tidings",
        "tidings",
        "",
        "tidings",
        true,
        4,
        1000,
        Duration.ofSeconds(5),
        false);
  }

  public PostgresLogConfig withSchema(String schema) {
    return new PostgresLogConfig(
        uri,
        host,
        port,
        database,
        user,
        password,
        schema,
        migrate,
        readConnections,
        maxWaitingReads,
        timeout,
        announce);
  }

  /** The same, at the server that the URI names. */
  public PostgresLogConfig at(String uri) {
    return new PostgresLogConfig(
        Optional.of(uri),
        host,
        port,
        database,
        user,
        password,
        schema,
        migrate,
        readConnections,
        maxWaitingReads,
        timeout,
        announce);
  }

  /** Whether anything but the defaults says which database to use. */
  public boolean namesDatabase() {
    return uri.isPresent()
        || !password.isEmpty()
        || port != 5432
        || !host.equals("127.0.0.1")
        || !database.equals("tidings")
        || !user.equals("tidings");
  }

  /** Fit for logs: neither password nor URI. */
  @Override
  public String toString() {
    return "schema " + schema + " of " + Connections.place(this);
  }

  private static void require(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " is " + value + ": give 1 or more");
    }
  }
}
