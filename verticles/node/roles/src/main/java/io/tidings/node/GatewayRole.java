package io.tidings.node;

import io.tidings.gateway.GatewayConfig;
import io.tidings.gateway.GatewayVerticle;
import io.tidings.launcher.Node;
import io.tidings.launcher.Role;
import io.tidings.launcher.Started;
import io.tidings.log.tail.Tail;
import io.vertx.core.Future;

/** Serves HTTP. */
public final class GatewayRole implements Role<GatewayConfig> {

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public Class<GatewayConfig> settings() {
    return GatewayConfig.class;
  }

  @Override
  public Future<Started> start(Node node, GatewayConfig settings) {
    GatewayVerticle gateway =
        new GatewayVerticle(node.log(), node.tail(), settings, node.meters(), node.readiness());
    return node.vertx()
        .deployVerticle(gateway)
        .map(
            id ->
                Started.at(
                    "http://" + settings.host() + ":" + gateway.port(),
                    () -> node.vertx().undeploy(id)));
  }

  /** Until the log has answered once there is no epoch. */
  private static boolean follows(Tail tail) {
    return tail.view().epoch() > 0;
  }
}
