package io.tidings.sourcing.sagas;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** One at a time for each name on this node: what would be stale anyway need not be tried. */
final class Lanes {

  private final ConcurrentMap<String, Future<Void>> last = new ConcurrentHashMap<>();

  Future<Void> run(String name, Supplier<Future<Void>> work) {
    Promise<Void> done = Promise.promise();
    Future<Void> before = last.put(name, done.future());
    done.future().onComplete(ended -> last.remove(name, done.future()));
    if (before == null) {
      begin(work, done);
    } else {
      before.onComplete(free -> begin(work, done));
    }
    return done.future();
  }

  private static void begin(Supplier<Future<Void>> work, Promise<Void> done) {
    Future<Void> outcome;
    try {
      outcome = work.get();
    } catch (RuntimeException failure) {
      outcome = Future.failedFuture(failure);
    }
    outcome.onComplete(done);
  }
}
