package io.tidings.consumers.engine;

import io.tidings.consumers.bus.ConsumerAddresses;
import io.tidings.wire.Call;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

/** Tells the other owners of a consumer's segments to claim at once. A hint may be lost. */
final class Hints {

  private final Scope scope;
  private final MessageConsumer<Object> heard;

  Hints(Scope scope, Runnable hint) {
    this.scope = scope;
    this.heard =
        scope
            .host()
            .vertx()
            .eventBus()
            .consumer(
                ConsumerAddresses.HINTS,
                message -> {
                  if (concerns(message)) {
                    scope.inTurn(hint);
                  }
                });
  }

  void publish() {
    scope
        .host()
        .vertx()
        .eventBus()
        .publish(ConsumerAddresses.HINTS, Call.of(scope.consumer(), scope.host().node()));
  }

  void close() {
    heard.unregister();
  }

  private boolean concerns(Message<Object> message) {
    return message.body() instanceof Call call
        && scope.consumer().equals(call.operation())
        && !isOwn(call);
  }

  private boolean isOwn(Call call) {
    return call.body() != null && ('"' + scope.host().node() + '"').equals(call.body().text());
  }
}
