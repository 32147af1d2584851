package io.tidings.node;

import io.tidings.gateway.GatewayConfig;
import io.tidings.gateway.GatewayVerticle;
import io.tidings.launcher.Node;
import io.tidings.launcher.Role;
import io.tidings.launcher.Started;
import io.tidings.log.tail.Tail;
import io.tidings.sourcing.commands.BusCommands;
import io.tidings.sourcing.commands.BusCommandsConfig;
import io.vertx.core.Future;
import io.vertx.ext.healthchecks.Status;
import java.net.BindException;

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
    node.readiness()
        .register(
            name(), check -> check.complete(follows(node.tail()) ? Status.OK() : Status.KO()));
    GatewayVerticle gateway =
        new GatewayVerticle(
            node.log(),
            node.tail(),
            node.tidings().store(),
            node.schedule(),
            new BusCommands(node.vertx(), BusCommandsConfig.defaults()),
            settings,
            node.meters(),
            node.readiness());
    return node.vertx()
        .deployVerticle(gateway)
        .recover(failure -> Future.failedFuture(explained(failure, settings)))
        .map(
            id ->
                Started.at(
                    "http://" + settings.host() + ":" + gateway.port(),
                    () -> node.vertx().undeploy(id)));
  }

  private static Throwable explained(Throwable failure, GatewayConfig settings) {
    return failure instanceof BindException
        ? new IllegalStateException(
            "cannot listen on %s:%d, choose another by gateway.host and --port"
                .formatted(settings.host(), settings.port()),
            failure)
        : failure;
  }

  /** Until the log has answered once there is no epoch. */
  private static boolean follows(Tail tail) {
    return tail.view().epoch() > 0;
  }
}
