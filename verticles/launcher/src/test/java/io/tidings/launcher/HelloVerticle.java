package io.tidings.launcher;

import io.tidings.Tidings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** A user's verticle: it says so when it starts and when it stops. */
public final class HelloVerticle extends VerticleBase {

  private final Tidings tidings;

  public HelloVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() {
    System.out.println("hello, " + tidings.log().getClass().getSimpleName());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    System.out.println("good bye");
    return Future.succeededFuture();
  }
}
