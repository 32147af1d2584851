package io.tidings.gateway.commands;

import io.tidings.gateway.GatewayConfig;
import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Resource;
import io.tidings.gateway.write.EventBodies;
import io.tidings.sourcing.commands.Commands;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** Which path of commands does what. */
public final class CommandRoutes {

  private final SendCommand send;
  private final Admission.Slots slots;

  public CommandRoutes(Commands commands, GatewayConfig config, Admission.Slots slots) {
    EventBodies bodies =
        new EventBodies(
            new EventBodies.Bounds(
                config.maxEventBytes(), config.maxBatchBytes(), config.maxBatchEvents()));
    this.send = new SendCommand(commands, bodies, slots);
    this.slots = slots;
  }

  /** Adds the paths. */
  public void addTo(Router router, Supplier<Resource> resource) {
    router
        .route(CommandPath.ROUTE)
        .handler(resource.get().post(SendCommand.MEDIA_TYPES, slots.unlessFull(send)));
  }
}
