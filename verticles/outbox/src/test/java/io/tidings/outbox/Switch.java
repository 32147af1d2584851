package io.tidings.outbox;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An address that leads to one server, and after a failover to another. */
final class Switch implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final Set<NetSocket> clients = ConcurrentHashMap.newKeySet();
  private final NetServer server = vertx.createNetServer();
  private volatile EmbeddedPostgres target;

  Switch(EmbeddedPostgres first) {
    target = first;
    RelayNode.await(server.connectHandler(this::connect).listen(0, EmbeddedPostgres.HOST));
  }

  private void connect(NetSocket client) {
    clients.add(client);
    client.closeHandler(closed -> clients.remove(client));
    client.pause();
    vertx
        .createNetClient()
        .connect(target.port(), EmbeddedPostgres.HOST)
        .onFailure(refused -> client.close())
        .onSuccess(
            to -> {
              to.pipeTo(client);
              client.pipeTo(to);
            });
  }

  /** Connections break; whoever connects anew comes to the other server. */
  void to(EmbeddedPostgres other) {
    target = other;
    clients.forEach(NetSocket::close);
  }

  String uri() {
    return target.uri().replace(":" + target.port() + "/", ":" + server.actualPort() + "/");
  }

  @Override
  public void close() {
    RelayNode.await(vertx.close());
  }
}
