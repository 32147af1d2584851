package io.tidings.log.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the schema of a log up to date. */
public final class Migrations {

  private static final String LOCATION = "io/tidings/log/postgres/migrations";
  private static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  /**
   * {@link #run} on a worker thread.
   *
   * @return fails as {@link #run} throws
   */
  static Future<Void> run(Vertx vertx, PostgresLogConfig config) {
    return vertx.executeBlocking(
        () -> {
          run(config);
          return null;
        });
  }

  /**
   * Creates the schema if it is missing and applies the migrations that it lacks, each in a
   * transaction. Any number of nodes may do so at once: one works, the others wait. Blocks.
   *
   * @throws FlywayException if the server cannot be reached, the user lacks a right, or the schema
   *     was changed by something else; the migration at fault has changed nothing
   */
  public static void run(PostgresLogConfig config) {
    run(config, LOCATION, HISTORY);
  }

  /**
   * The same for what stands beside the log in its schema, with numbers of its own. The log comes
   * first.
   *
   * @param location of the migrations on the class path
   * @param history the table that remembers which are applied
   * @throws FlywayException as {@link #run(PostgresLogConfig)}
   */
  public static void run(PostgresLogConfig config, String location, String history) {
    flyway(config, location, history).load().migrate();
  }

  /**
   * Returns if the server takes the user to the database. Blocks for little more than twice the
   * configured timeout, while {@link #run} waits for a server that is silent without end.
   *
   * @throws SQLException whose SQLSTATE says why not
   */
  public static void reach(PostgresLogConfig config) throws SQLException {
    PgConnectOptions options = Connections.options(config);
    String seconds = Long.toString(Math.max(1, config.timeout().toSeconds()));
    Properties properties = new Properties();
    properties.setProperty("user", options.getUser());
    properties.setProperty("password", options.getPassword());
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    DriverManager.getConnection(jdbcUrl(options), properties).close();
  }

  /** As {@link #run(PostgresLogConfig)}, but not beyond this version. */
  static void runTo(PostgresLogConfig config, String version) {
    flyway(config, LOCATION, HISTORY).target(version).load().migrate();
  }

  private static FluentConfiguration flyway(
      PostgresLogConfig config, String location, String history) {
    PgConnectOptions options = Connections.options(config);
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(jdbcUrl(options), options.getUser(), options.getPassword())
        .schemas(config.schema())
        .locations("classpath:" + location)
        .table(history)
        .baselineOnMigrate(!history.equals(HISTORY))
        .baselineVersion("0");
  }

  private static String jdbcUrl(PgConnectOptions options) {
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s&ApplicationName=tidings"
        .formatted(
            options.getHost(),
            options.getPort(),
            options.getDatabase(),
            options.getSslMode() == null ? "prefer" : options.getSslMode().value);
  }
}
