package io.tidings.outbox;

import io.tidings.log.postgres.Connections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;

/**
 * Rings when something is published, once it has been armed; on a connection of its own. For one
 * thread.
 *
 * <p>Armed means that this session holds an advisory lock, for which transactions that commit only
 * try, so that nobody ever waits for it. Who gets it, shared, keeps it until its events can be
 * seen, and need not notify: this session cannot have been armed before. Who does not get it
 * notifies.
 */
final class Bell {

  private final Vertx vertx;
  private final OutboxConfig config;
  private final Runnable rings;
  private final Runnable lost;
  private PgConnection connection;

  /**
   * @param lost when the connection is, with which the server may have been
   */
  Bell(Vertx vertx, OutboxConfig config, Runnable rings, Runnable lost) {
    this.vertx = vertx;
    this.config = config;
    this.rings = rings;
    this.lost = lost;
  }

  /**
   * Whether whatever is not visible to a statement that begins now will ring. False while a
   * transaction is committing that has found the bell not armed: try again soon.
   *
   * @return fails if the connection is lost; the next call connects anew
   */
  Future<Boolean> arm() {
    return connected()
        .compose(open -> open.query(Sql.MUTE.text()).execute())
        .map(rows -> rows.iterator().next().getBoolean("muted"))
        .timeout(config.timeout().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
        .onFailure(failure -> drop());
  }

  /** Whoever is awake need not be told. */
  void disarm() {
    if (connection != null) {
      connection.query(Sql.UNMUTE.text()).execute().onFailure(failure -> drop());
    }
  }

  private Future<PgConnection> connected() {
    if (connection != null) {
      return Future.succeededFuture(connection);
    }
    return PgConnection.connect(vertx, options())
        .compose(
            open -> {
              open.notificationHandler(notification -> rings.run());
              return open.query("LISTEN \"" + config.schema() + '"').execute().map(open);
            })
        .onSuccess(
            open -> {
              connection = open;
              open.closeHandler(closed -> closed(open));
            });
  }

  private void closed(PgConnection one) {
    if (connection == one) {
      connection = null;
      lost.run();
    }
  }

  /** A server that does not hear from us gives the lock back before long. */
  private PgConnectOptions options() {
    return Connections.server(config.postgres())
        .addProperty("application_name", "tidings outbox")
        .addProperty("search_path", '"' + config.schema() + '"')
        .addProperty("tcp_keepalives_idle", "10")
        .addProperty("tcp_keepalives_interval", "5")
        .addProperty("tcp_keepalives_count", "3");
  }

  /** Connects anew when it is armed again. */
  void drop() {
    PgConnection dropped = connection;
    connection = null;
    if (dropped != null) {
      dropped.close();
      lost.run();
    }
  }

  Future<Void> close() {
    PgConnection closed = connection;
    connection = null;
    return closed == null ? Future.succeededFuture() : closed.close().otherwiseEmpty();
  }
}
