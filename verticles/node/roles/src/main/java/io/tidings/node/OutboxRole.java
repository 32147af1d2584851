package io.tidings.node;

import io.tidings.launcher.Node;
import io.tidings.launcher.Role;
import io.tidings.launcher.Started;
import io.tidings.outbox.OutboxConfig;
import io.tidings.outbox.OutboxVerticle;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the outbox of a service, if one is configured. */
public final class OutboxRole implements Role<OutboxConfig> {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRole.class);

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public Class<OutboxConfig> settings() {
    return OutboxConfig.class;
  }

  @Override
  public Future<Started> start(Node node, OutboxConfig settings) {
    if (settings.uri().isEmpty()) {
      return Future.succeededFuture(Started.inside(Future::succeededFuture));
    }
    LOG.info("The outbox is {}", settings);
    return node.vertx()
        .deployVerticle(new OutboxVerticle(node.log(), settings, node.meters()))
        .map(id -> Started.inside(() -> node.vertx().undeploy(id)));
  }
}
