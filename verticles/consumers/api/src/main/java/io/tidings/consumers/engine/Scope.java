package io.tidings.consumers.engine;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definition;
import io.tidings.log.EventLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the parts of one engine share. All of them keep to its context. */
final class Scope {

  private static final Logger LOG = LoggerFactory.getLogger(Scope.class);

  private final Host host;
  private final Definition definition;
  private final Work work;
  private final Context context;
  private final ContextInternal timers;
  private final String node;
  private final ConsumerMetrics metrics;
  private final AttributeFilter attributes;
  private long deadline = System.nanoTime();
  private boolean halted;
  private boolean troubled;

  Scope(Host host, Definition definition, Work work, Context context) {
    this.host = host;
    this.definition = definition;
    this.work = work;
    this.context = context;
    this.timers = ((VertxInternal) host.vertx()).createEventLoopContext();
    this.node = NodeNames.take(host, definition.name());
    this.metrics = new ConsumerMetrics(host.meters(), definition.name());
    this.attributes = new AttributeFilter(definition.attributes());
  }

  Host host() {
    return host;
  }

  /** The name to claim by. */
  String node() {
    return node;
  }

  String consumer() {
    return definition.name();
  }

  Definition definition() {
    return definition;
  }

  EngineConfig config() {
    return host.config();
  }

  Pauses pauses() {
    return host.pauses();
  }

  ConsumerStore store() {
    return host.store();
  }

  EventLog log() {
    return host.log();
  }

  Work work() {
    return work;
  }

  ConsumerMetrics metrics() {
    return metrics;
  }

  AttributeFilter attributes() {
    return attributes;
  }

  /** Whether handlers may be started: the leases hold for certain, and nothing was stopped. */
  boolean open() {
    return !halted && leased();
  }

  boolean leased() {
    return System.nanoTime() - deadline < 0;
  }

  void leasedUntil(long nanoTime) {
    deadline = nanoTime;
  }

  /** Nothing is started any more until {@link #resume}. */
  void halt() {
    halted = true;
  }

  void resume() {
    halted = false;
  }

  boolean halted() {
    return halted;
  }

  /** Tells people once that something cannot be done, until claims succeed again. */
  void troubled(String what, Throwable failure) {
    if (!troubled) {
      troubled = true;
      LOG.warn("{}: cannot {}, goes on trying: {}", consumer(), what, String.valueOf(failure));
    }
  }

  void untroubled() {
    if (troubled) {
      troubled = false;
      LOG.info("{}: the store answers again", consumer());
    }
  }

  void close() {
    NodeNames.giveBack(host, consumer(), node);
    metrics.close();
  }

  /** Completes on the engine's context, in a later turn, wherever the future does. */
  <T> Future<T> here(Future<T> future) {
    Promise<T> promise = Promise.promise();
    future.onComplete(done -> context.runOnContext(go -> promise.handle(done)));
    return promise.future();
  }

  void inTurn(Runnable task) {
    context.runOnContext(go -> task.run());
  }

  /**
   * Runs the task later, even while the verticle is being undeployed that has started the engine:
   * its own timers would be gone, and there are segments to give back. Answers what {@link #cancel}
   * takes.
   */
  long after(long millis, Runnable task) {
    return timers.setTimer(Math.max(1, millis), late -> inTurn(task));
  }

  /** The same, again and again. */
  long every(long millis, Runnable task) {
    return timers.setPeriodic(millis, late -> inTurn(task));
  }

  /** Runs the task later, when it is due by {@link Pauses#nanos}. */
  void at(long due, Runnable task) {
    after(
        pauses().millisUntil(due - pauses().nanos()),
        () -> {
          if (due - pauses().nanos() > 0) {
            at(due, task);
          } else {
            task.run();
          }
        });
  }

  void cancel(long timer) {
    host.vertx().cancelTimer(timer);
  }
}
