package io.tidings.log.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to run an embedded PostgreSQL. Start from {@link #defaults()}.
 *
 * @param binaries which PostgreSQL. Defaults to the one on the class path.
 * @param binariesDirectory where binaries are unpacked, 60 MB each, which takes about two seconds
 *     once. May be shared by any number of servers, processes and versions; should belong to one
 *     user. Defaults to {@code bin} inside the server's own directory.
 * @param database name of the database, made if it is not there: a lower case letter or underscore,
 *     then up to 62 of these and digits. Defaults to {@code tidings}.
 * @param port TCP port on 127.0.0.1. 0, the default, keeps the port of the last start if it is
 *     free, and otherwise takes any free one.
 * @param maxConnections connections at a time, three of them reserved for the superuser, which the
 *     embedded user is. Each costs some memory. Defaults to 50.
 * @param startupTimeout how long a starting server may be silent, that is without a new line in its
 *     log; recovery after a crash may take longer in all. Defaults to 30 seconds.
 * @param settings further server settings, {@code postgresql.conf} names and values. They win over
 *     those of {@code settings.properties}, except where they would touch durability, the network
 *     or who may log in: these are refused.
 */
public record Options(
    Binaries binaries,
    Optional<Path> binariesDirectory,
    String database,
    int port,
    int maxConnections,
    Duration startupTimeout,
    Map<String, String> settings) {

  public static final String DEFAULT_DATABASE = "tidings";
  public static final int ANY_PORT = 0;
  public static final int DEFAULT_MAX_CONNECTIONS = 50;
  public static final Duration DEFAULT_STARTUP_TIMEOUT = Duration.ofSeconds(30);

  private static final int LEAST_CONNECTIONS = 5;

  public Options {
    settings = Map.copyOf(settings);
    require(
        database.matches("[a-z_][a-z0-9_]{0,62}"),
        "database must be a lower case SQL name of at most 63 characters, not " + database);
    require(port >= 0 && port <= 65535, "port must be 0 to 65535, not " + port);
    require(
        maxConnections >= LEAST_CONNECTIONS,
        "maxConnections must be at least " + LEAST_CONNECTIONS + ", not " + maxConnections);
    require(
        startupTimeout.toMillis() > 0, "startupTimeout must be positive, not " + startupTimeout);
    settings.keySet().forEach(name -> require(!Settings.isFixed(name), Settings.whyFixed(name)));
  }

  public static Options defaults() {
    return new Options(
        Binaries.fromClassPath(),
        Optional.empty(),
        DEFAULT_DATABASE,
        ANY_PORT,
        DEFAULT_MAX_CONNECTIONS,
        DEFAULT_STARTUP_TIMEOUT,
        Map.of());
  }

  public Options withBinaries(Binaries binaries) {
    return new Options(
        binaries, binariesDirectory, database, port, maxConnections, startupTimeout, settings);
  }

  public Options withBinariesDirectory(Path directory) {
    return new Options(
        binaries, Optional.of(directory), database, port, maxConnections, startupTimeout, settings);
  }

  public Options withDatabase(String database) {
    return new Options(
        binaries, binariesDirectory, database, port, maxConnections, startupTimeout, settings);
  }

  public Options withPort(int port) {
    return new Options(
        binaries, binariesDirectory, database, port, maxConnections, startupTimeout, settings);
  }

  public Options withMaxConnections(int maxConnections) {
    return new Options(
        binaries, binariesDirectory, database, port, maxConnections, startupTimeout, settings);
  }

  public Options withStartupTimeout(Duration startupTimeout) {
    return new Options(
        binaries, binariesDirectory, database, port, maxConnections, startupTimeout, settings);
  }

  public Options withSettings(Map<String, String> settings) {
    return new Options(
        binaries, binariesDirectory, database, port, maxConnections, startupTimeout, settings);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
