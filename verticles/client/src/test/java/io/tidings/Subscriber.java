package io.tidings;

import io.tidings.model.RecordedEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.BiFunction;

/** A verticle that subscribes when it starts. */
final class Subscriber extends VerticleBase {

  private final Tidings tidings;
  private final BiFunction<OrderPlaced, RecordedEvent, Future<?>> handler;

  Subscriber(Tidings tidings, BiFunction<OrderPlaced, RecordedEvent, Future<?>> handler) {
    this.tidings = tidings;
    this.handler = handler;
  }

  @Override
  public Future<?> start() {
    return tidings.onAsync(OrderPlaced.class, handler);
  }

  Context context() {
    return context;
  }
}
