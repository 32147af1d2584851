package io.tidings.consumers.engine;

import io.tidings.consumers.bus.ConsumerAddresses;
import io.tidings.wire.Call;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

/** Tells the other owners of a consumer's segments to claim at once. A hint may be lost. */
final class Hints {

  private static final long LINGER_MILLIS = 100;

  private final Scope scope;
  private final MessageConsumer<Object> heard;
  private boolean closed;

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
        .publish(ConsumerAddresses.HINTS, Call.of(scope.consumer(), scope.node()));
  }

  /** Listens a moment longer: Vert.x complains of messages that are on their way to nobody. */
  void close() {
    closed = true;
    scope.after(LINGER_MILLIS, heard::unregister);
  }

  private boolean concerns(Message<Object> message) {
    return !closed
        && message.body() instanceof Call call
        && scope.consumer().equals(call.operation())
        && !isOwn(call);
  }

  private boolean isOwn(Call call) {
    return call.body() != null && ('"' + scope.node() + '"').equals(call.body().text());
  }
}
