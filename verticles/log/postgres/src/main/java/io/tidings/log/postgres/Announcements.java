package io.tidings.log.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgChannel;
import io.vertx.pgclient.pubsub.PgSubscriber;

/** Listens for what the SQL function {@code append} announces, on a connection of its own. */
final class Announcements {

  private static final long RECONNECT_AFTER_MILLIS = 1000;

  private final PgSubscriber subscriber;
  private final String channel;
  private Future<Void> connected;

  Announcements(Vertx vertx, PostgresLogConfig config) {
    this.subscriber =
        PgSubscriber.subscriber(vertx, Connections.options(config))
            .reconnectPolicy(retries -> RECONNECT_AFTER_MILLIS);
    this.channel = "tidings_" + config.schema();
  }

  /**
   * The subscribe handler is called again after each reconnect: what was announced meanwhile is
   * lost.
   */
  synchronized Future<Void> onAppend(Runnable hint) {
    PgChannel listened = subscriber.channel(channel);
    Future<Void> listening =
        Future.future(
            promise ->
                listened.subscribeHandler(
                    subscribed -> {
                      promise.tryComplete();
                      hint.run();
                    }));
    listened.handler(head -> hint.run());
    if (connected == null) {
      connected = subscriber.connect();
    }
    return connected.compose(done -> listening);
  }

  synchronized Future<Void> close() {
    return connected == null ? Future.succeededFuture() : subscriber.close();
  }
}
