package io.tidings.gateway.consumers;

import io.tidings.consumers.bus.ConsumerAddresses;
import io.tidings.model.Data;
import io.tidings.wire.Call;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;

/** Tells the nodes of a consumer that it was steered, so that they look at once. May be lost. */
final class Hints {

  private static final Data NOTHING =
      Data.of(Data.Form.JSON, "{}".getBytes(StandardCharsets.US_ASCII));

  private final Vertx vertx;

  Hints(Vertx vertx) {
    this.vertx = vertx;
  }

  void publish(String consumer) {
    vertx.eventBus().publish(ConsumerAddresses.HINTS, new Call(consumer, NOTHING));
  }
}
