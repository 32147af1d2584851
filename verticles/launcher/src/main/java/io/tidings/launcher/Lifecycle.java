package io.tidings.launcher;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts roles one after the other and stops them in reverse. Everything happens on one event loop,
 * so that a signal that comes in the middle of a start finds a consistent state.
 */
final class Lifecycle {

  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  /** A role with its settings, ready to start. */
  record Part(String name, Supplier<Future<Started>> start) {}

  private record Running(String name, Started started) {}

  private final Vertx vertx;
  private final NodeConfig config;
  private final Context context;
  private final Deque<Running> running = new ArrayDeque<>();
  private Future<?> starting = Future.succeededFuture();
  private Future<Void> stopping;
  private volatile boolean ready;
  private volatile String step = "the start";

  Lifecycle(Vertx vertx, NodeConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.context = vertx.getOrCreateContext();
  }

  /** Fails with a {@link StartFailure}; what had started by then runs until {@link #stop()}. */
  Future<Void> start(List<Part> parts) {
    return onContext(
        () -> {
          Future<Void> chain = Future.succeededFuture();
          for (Part part : parts) {
            chain = chain.compose(done -> start(part));
          }
          Future<Void> all = chain.onSuccess(done -> ready = stopping == null);
          starting = all;
          return all;
        });
  }

  private Future<Void> start(Part part) {
    if (stopping != null) {
      return Future.failedFuture(new StartFailure("stopped before " + part.name() + " started"));
    }
    step = "starting " + part.name();
    log.debug("Starting {}", part.name());
    long limit = config.startTimeout().toMillis();
    return this.<Started>attempt(() -> part.start().get().timeout(limit, TimeUnit.MILLISECONDS))
        .recover(failure -> Future.failedFuture(failed(part, failure)))
        .map(
            started -> {
              running.push(new Running(part.name(), started));
              return null;
            });
  }

  private StartFailure failed(Part part, Throwable failure) {
    return failure instanceof TimeoutException
        ? new StartFailure(part.name() + " did not start within " + config.startTimeout())
        : new StartFailure(part.name(), failure);
  }

  /** Where the node is reached from outside: what the last role that is reached says. */
  Optional<String> address() {
    return running.stream().flatMap(one -> one.started().address().stream()).findFirst();
  }

  boolean isReady() {
    return ready;
  }

  /** What a start or stop that hangs is waiting for. */
  String step() {
    return step;
  }

  /** Stops what runs, in reverse, and closes Vert.x; a failure is logged and holds up nothing. */
  Future<Void> stop() {
    return onContext(
        () -> {
          if (stopping == null) {
            boolean wasReady = ready;
            ready = false;
            Promise<Void> stopped = Promise.promise();
            stopping = stopped.future();
            starting
                .otherwiseEmpty()
                .compose(done -> drained(wasReady ? config.drainDelay() : Duration.ZERO))
                .compose(done -> stopRoles())
                .compose(done -> close())
                .onComplete(stopped);
          }
          return stopping;
        });
  }

  private Future<Void> drained(Duration delay) {
    step = "draining";
    return delay.isZero()
        ? Future.succeededFuture()
        : vertx.timer(delay.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
  }

  private Future<Void> stopRoles() {
    if (running.isEmpty()) {
      return Future.succeededFuture();
    }
    Running last = running.pop();
    step = "stopping " + last.name();
    return this.<Object>attempt(last.started()::stop)
        .onFailure(failure -> log.warn("{} did not stop in good order", last.name(), failure))
        .otherwiseEmpty()
        .compose(done -> stopRoles());
  }

  private Future<Void> close() {
    step = "leaving the cluster";
    return vertx.close();
  }

  /** What it throws is a failure; it completes on the event loop, wherever the action does. */
  private <T> Future<T> attempt(Supplier<? extends Future<? extends T>> action) {
    Promise<T> promise = Promise.promise();
    try {
      action
          .get()
          .onSuccess(result -> context.runOnContext(on -> promise.tryComplete(result)))
          .onFailure(failure -> context.runOnContext(on -> promise.tryFail(failure)));
    } catch (RuntimeException e) {
      promise.tryFail(e);
    }
    return promise.future();
  }

  private <T> Future<T> onContext(Supplier<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(done -> action.get().onComplete(promise));
    return promise.future();
  }
}
