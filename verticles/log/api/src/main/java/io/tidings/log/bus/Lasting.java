package io.tidings.log.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Has work go on while the verticle that has begun it is being undeployed: Vert.x takes the replies
 * that a verticle waits for, and its timers, away before it is stopped, and what waits for them
 * waits for ever. A handler that is to end in good order needs its answers. Thread-safe.
 */
public final class Lasting {

  private final VertxInternal vertx;
  private final Map<Object, ContextInternal> contextsByEventLoop = new ConcurrentHashMap<>();

  public Lasting(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  /**
   * Runs the work on a context of its own, of the same event loop, if the caller is a verticle.
   *
   * @return completes on the caller's context
   */
  public <T> Future<T> call(Supplier<Future<T>> work) {
    ContextInternal caller = vertx.getContext();
    if (caller == null || !caller.isDeployment()) {
      return work.get();
    }
    Promise<T> answer = caller.promise();
    ContextInternal lasting =
        contextsByEventLoop.computeIfAbsent(caller.nettyEventLoop(), loop -> besides(caller));
    if (lasting.inThread()) {
      lasting.dispatch(() -> work.get().onComplete(answer));
    } else {
      lasting.runOnContext(go -> work.get().onComplete(answer));
    }
    return answer.future();
  }

  private ContextInternal besides(ContextInternal caller) {
    return vertx.contextBuilder().withEventLoop(caller.nettyEventLoop()).build();
  }
}
