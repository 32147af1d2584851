package io.tidings.benchmarks;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import io.tidings.log.postgres.Migrations;
import io.tidings.log.postgres.PostgresLogConfig;
import java.nio.file.Path;
import java.util.OptionalInt;

/** What benchmarks share: how long to measure, and a PostgreSQL server of their own. */
final class Bench implements AutoCloseable {

  private final boolean quick;
  private final OptionalInt rows;
  private EmbeddedPostgres server;
  private int schemas;

  Bench(boolean quick, OptionalInt rows) {
    this.quick = quick;
    this.rows = rows;
  }

  boolean quick() {
    return quick;
  }

  int rounds() {
    return quick ? 3 : 7;
  }

  /** How many events a round takes, given the number for a thorough one. */
  int events(int thorough) {
    return quick ? thorough / 4 : thorough;
  }

  /** How long a backlog is, if the command line does not say. */
  int rows(int otherwise) {
    return rows.orElse(otherwise);
  }

  /** Progress, on standard error: the table has standard output to itself. */
  void say(String text, Object... values) {
    System.err.println("  " + text.formatted(values));
  }

  /** A durable server in a temporary directory, started by the first who asks. */
  synchronized EmbeddedPostgres server() {
    if (server == null) {
      Path binaries = Results.home().resolve("target").resolve("postgres-binaries");
      server = EmbeddedPostgres.temporary(Options.defaults().withBinariesDirectory(binaries));
    }
    return server;
  }

  /** The schema of an empty log, made by the migrations; a baseline fills one of its own. */
  synchronized PostgresLogConfig freshLog() {
    PostgresLogConfig config =
        PostgresLogConfig.of(server().uri()).withSchema("bench_" + ++schemas);
    Migrations.run(config);
    return config;
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
    }
  }
}
