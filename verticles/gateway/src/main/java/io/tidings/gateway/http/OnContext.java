package io.tidings.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings futures back that complete elsewhere: a request is served on one event loop alone. */
public final class OnContext {

  private OnContext() {}

  /** The same outcome, on the context of the caller. */
  public static <T> Future<T> here(Future<T> elsewhere) {
    Context here = Vertx.currentContext();
    Promise<T> arrived = Promise.promise();
    elsewhere.onComplete(done -> here.runOnContext(turn -> arrived.handle(done)));
    return arrived.future();
  }
}
