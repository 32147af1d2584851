package io.tidings.log.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How every connection to the log is set up. Public for what stands beside the log in its schema.
 */
public final class Connections {

  /**
   * Statements are planned once for a connection and must stay good while the log grows: by index,
   * whatever the statistics say.
   */
  static final Map<String, String> SETTINGS =
      Map.of(
          "application_name", "tidings",
          "plan_cache_mode", "force_generic_plan",
          "enable_seqscan", "off",
          "jit", "off");

  private static final int CACHED_STATEMENT_CHARACTERS = 8192;

  private Connections() {}

  static PgConnectOptions options(PostgresLogConfig config) {
    PgConnectOptions options = server(config);
    SETTINGS.forEach(options::addProperty);
    return options
        .addProperty("search_path", '"' + config.schema() + '"')
        .addProperty("statement_timeout", Long.toString(config.timeout().toMillis()))
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheSqlLimit(CACHED_STATEMENT_CHARACTERS);
  }

  /**
   * Where the server is and who connects, and nothing else: for connections that others work on,
   * with the settings that the server has for the user.
   */
  public static PgConnectOptions server(PostgresLogConfig config) {
    return config
        .uri()
        .map(PgConnectOptions::fromUri)
        .orElseGet(
            () ->
                new PgConnectOptions()
                    .setHost(config.host())
                    .setPort(config.port())
                    .setDatabase(config.database())
                    .setUser(config.user())
                    .setPassword(config.password()));
  }

  /**
   * Connections whose search path is the log's schema, whose plans go by index, and whose
   * statements end after the configured timeout. Each use has a pool of its own, so that readers
   * never starve appends. Connects when it is used first; whoever made it closes it.
   */
  public static Pool pool(Vertx vertx, PostgresLogConfig config, int size) {
    return pool(vertx, config, size, options(config));
  }

  /** The same, but set up otherwise. */
  public static Pool pool(
      Vertx vertx, PostgresLogConfig config, int size, PgConnectOptions options) {
    return PgBuilder.pool()
        .with(
            new PoolOptions()
                .setMaxSize(size)
                .setMaxWaitQueueSize(config.maxWaitingReads())
                .setConnectionTimeout((int) config.timeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .with(patience(config))
        .connectingTo(options)
        .using(vertx)
        .build();
  }

  /**
   * The server ends a statement after the timeout. If nothing has come after twice that, there is
   * no server any more, and the connection is dropped; an idle one is as well, and made anew.
   */
  private static NetClientOptions patience(PostgresLogConfig config) {
    return new NetClientOptions()
        .setConnectTimeout((int) config.timeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setReadIdleTimeout((int) (2 * config.timeout().toMillis()));
  }

  static String place(PostgresLogConfig config) {
    PgConnectOptions options = options(config);
    return options.getHost() + ":" + options.getPort() + "/" + options.getDatabase();
  }
}
