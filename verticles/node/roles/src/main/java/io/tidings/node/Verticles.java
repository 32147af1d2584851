package io.tidings.node;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;

/** The verticles of a role: undeployed in the opposite order. For one thread. */
final class Verticles {

  private final Vertx vertx;
  private final Deque<String> deployed = new ArrayDeque<>();

  Verticles(Vertx vertx) {
    this.vertx = vertx;
  }

  Future<?> deploy(Deployable verticle) {
    return vertx.deployVerticle(verticle).onSuccess(deployed::push);
  }

  /** Succeeds when all are gone, the failures of some notwithstanding. */
  Future<Void> undeploy() {
    Future<Void> gone = Future.succeededFuture();
    while (!deployed.isEmpty()) {
      String next = deployed.pop();
      gone = gone.compose(before -> vertx.undeploy(next).<Void>mapEmpty().otherwiseEmpty());
    }
    return gone;
  }
}
