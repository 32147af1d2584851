package io.tidings.launcher;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.spi.cluster.hazelcast.ClusterHealthCheck;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** The readiness checks that every node has. */
final class Readiness {

  private static final long LOOK_AGAIN_MILLIS = 50;

  private Readiness() {}

  static HealthChecks of(Vertx vertx, BooleanSupplier nodeIsReady) {
    HealthChecks checks = HealthChecks.create(vertx);
    checks.register(
        "node",
        promise -> promise.complete(nodeIsReady.getAsBoolean() ? Status.OK() : Status.KO()));
    if (vertx.isClustered()) {
      checks.register("cluster", 5_000, onceSafe(ClusterHealthCheck.createProcedure(vertx)));
    }
    return checks;
  }

  /** Succeeds when all checks do. */
  static Future<Void> up(Vertx vertx, HealthChecks checks) {
    return checks
        .checkStatus()
        .map(CheckResult::isUp)
        .compose(
            up ->
                up
                    ? Future.succeededFuture()
                    : vertx
                        .timer(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(later -> up(vertx, checks)));
  }

  /**
   * A node that joins is not ready before every copy of the registry is where it should be, which
   * makes a rollout wait before it takes the next one down. After that it stays ready: every join
   * moves copies about, and must not turn away the traffic of all nodes at once.
   */
  private static Handler<Promise<Status>> onceSafe(Handler<Promise<Status>> check) {
    AtomicBoolean wasSafe = new AtomicBoolean();
    return promise -> {
      if (wasSafe.get()) {
        promise.complete(Status.OK());
        return;
      }
      Promise<Status> checked = Promise.promise();
      checked
          .future()
          .onSuccess(status -> wasSafe.compareAndSet(false, status.isOk()))
          .onComplete(promise);
      check.handle(checked);
    };
  }
}
