package io.tidings.gateway.consumers;

import io.tidings.model.Data;
import io.tidings.wire.Call;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Tells nodes, and hears from them, that there is something to do for a consumer. May be lost. */
final class Hints {

  private static final String ADDRESS = "consumers.hints";
  private static final Data NOTHING =
      Data.of(Data.Form.JSON, "{}".getBytes(StandardCharsets.US_ASCII));

  private final Vertx vertx;

  Hints(Vertx vertx) {
    this.vertx = vertx;
  }

  void publish(String consumer) {
    vertx.eventBus().publish(ADDRESS, new Call(consumer, NOTHING));
  }

  /** Until the verticle is undeployed. */
  MessageConsumer<Call> listen(Consumer<String> consumerName) {
    return vertx
        .eventBus()
        .<Call>consumer(ADDRESS, hint -> consumerName.accept(hint.body().operation()));
  }
}
