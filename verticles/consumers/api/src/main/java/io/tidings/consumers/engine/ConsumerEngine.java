package io.tidings.consumers.engine;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Segments;
import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node does for one consumer. It keeps to the context on which it was started, and stops
 * when the verticle that started it is undeployed; {@link #stop}, {@link #handledThrough} and
 * {@link #passed} may be called from anywhere.
 */
public final class ConsumerEngine {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerEngine.class);

  private final Scope scope;
  private final ContextInternal context;
  private final Assigned assigned;
  private final Claims claims;
  private final Closeable closeWithVerticle = this::closeWithVerticle;
  private final AtomicBoolean stopAsked = new AtomicBoolean();
  private final Promise<Void> stopped = Promise.promise();
  private Checkpointer checkpointer;
  private Hints hints;
  private boolean stopping;
  private boolean leaving;
  private long claimsWhenLeft;
  private long haltedUntil = Long.MAX_VALUE;

  private ConsumerEngine(Host host, Definition definition, Work work) {
    this.context = (ContextInternal) host.vertx().getOrCreateContext();
    this.scope = new Scope(host, definition, work, context);
    this.assigned = new Assigned(scope, new Owner());
    this.claims = new Claims(scope, assigned::leases, new Answers());
  }

  /**
   * Declares the consumer, and begins to work on the segments that it is given.
   *
   * <p>Several of one consumer on a node, each on a context of its own, share the segments as nodes
   * do.
   *
   * @param replace whether the definition replaces a known one that differs
   * @return succeeds when the consumer is declared and the first segments were claimed; fails as
   *     {@link io.tidings.consumers.Definitions#declare} and {@link Starts#resolve} do
   */
  public static Future<ConsumerEngine> start(
      Host host, Definition definition, boolean replace, Work work) {
    ConsumerEngine engine = new ConsumerEngine(host, definition, work);
    Promise<ConsumerEngine> started = engine.context.promise();
    engine.scope.inTurn(() -> engine.begin(replace).map(engine).onComplete(started));
    return started.future();
  }

  private Future<Void> begin(boolean replace) {
    Host host = scope.host();
    return scope
        .here(
            host.tail()
                .start()
                .compose(running -> Starts.resolve(host.log(), scope.definition().start()))
                .compose(
                    from ->
                        host.store()
                            .declare(
                                new Definitions.Declaration(
                                    scope.definition(), from, replace, scope.node()))))
        .compose(declared -> claimFirst())
        .onFailure(failure -> scope.close());
  }

  private Future<Void> claimFirst() {
    showGauges();
    checkpointer = new Checkpointer(scope, assigned::segments);
    hints = new Hints(scope, claims::now);
    if (!context.closeFuture().add(closeWithVerticle)) {
      return stop();
    }
    return claims.claim().onSuccess(claimed -> hints.publish());
  }

  private void showGauges() {
    scope.metrics().gauge("segments", "Segments held", () -> assigned.segments().size());
    scope
        .metrics()
        .gauge("lag", "Events recorded behind what is handled of the segments held", this::lag);
    scope
        .metrics()
        .gauge(
            "held.streams",
            "Streams that wait behind a failed event",
            () -> assigned.segments().stream().mapToInt(one -> one.held().size()).sum());
  }

  private long lag() {
    long head = scope.host().tail().view().position();
    return assigned.segments().stream()
        .mapToLong(segment -> Math.max(0, head - segment.position()))
        .max()
        .orElse(0);
  }

  /**
   * Finishes what is in work, gives every segment back with its last checkpoint, leaves: other
   * nodes go on without a redelivery (N2). Handlers that take longer than the drain timeout are not
   * waited for, and their segments are free when the lease ends. May be repeated.
   *
   * @return succeeds when nothing is started any more
   */
  public Future<Void> stop() {
    if (stopAsked.compareAndSet(false, true)) {
      context.closeFuture().remove(closeWithVerticle);
      scope.inTurn(this::leave);
    }
    return stopped.future();
  }

  /** Succeeds when {@link #stop} does, whoever has asked for that. */
  public Future<Void> stopped() {
    return stopped.future();
  }

  /**
   * Everything up to this position that falls to this node's segments is handled, or held behind a
   * dead letter; what is yet to be retried is not. 0 before segments were claimed and whenever it
   * is not known which ones are held, {@link Long#MAX_VALUE} if none is.
   */
  public long handledThrough() {
    return assigned.handledThrough();
  }

  /**
   * As {@link #handledThrough}, but whatever is held counts as passed: what is yet to be retried
   * too.
   */
  public long passed() {
    return assigned.passed();
  }

  /** Others are due the segments as soon as they are given back. */
  private void leave() {
    stopping = true;
    leaving = true;
    claimsWhenLeft = claims.isAsking() ? claims.number() - 1 : claims.number();
    assigned.giveBackAll();
    scope
        .here(scope.store().leave(new Segments.Leave(scope.consumer(), scope.node())))
        .onComplete(
            left -> {
              leaving = false;
              endIfEmpty();
            });
  }

  private void endIfEmpty() {
    if (!stopping || leaving || !assigned.isEmpty() || claims.isAsking()) {
      return;
    }
    if (claims.number() > claimsWhenLeft) {
      leave();
      return;
    }
    close();
    hints.publish();
    LOG.info("{}: has left", scope.consumer());
    stopped.tryComplete();
  }

  private void close() {
    claims.close();
    checkpointer.close();
    hints.close();
    assigned.close();
    scope.close();
  }

  Collection<SegmentWork> segments() {
    return assigned.segments();
  }

  /** As if the process had ended, for tests: nothing is written any more, nothing is told. */
  void abandon() {
    scope.inTurn(
        () -> {
          scope.halt();
          close();
          assigned.dropAll();
          stopped.tryComplete();
        });
  }

  private void closeWithVerticle(Completable<Void> completion) {
    stop().onComplete(completion);
  }

  private final class Answers implements Claims.Answers {

    @Override
    public void assigned(Segments.Assignment assignment, long claim) {
      if (claim > haltedUntil) {
        scope.resume();
        haltedUntil = Long.MAX_VALUE;
      }
      assigned.update(assignment, claim, stopping);
    }

    @Override
    public void removed() {
      assigned.dropAll();
      assigned.close();
    }

    @Override
    public void rest() {
      endIfEmpty();
    }
  }

  private final class Owner implements SegmentWork.Owner {

    @Override
    public void release(SegmentWork segment) {
      checkpointer.release(segment);
    }

    @Override
    public void gone(SegmentWork segment) {
      assigned.forget(segment, claims.number());
      if (segment.isLeaving()) {
        hints.publish();
      }
      if (stopping) {
        endIfEmpty();
      } else {
        claims.now();
      }
    }

    /** Nothing is started until a claim has answered that was made after this. */
    @Override
    public void stopConsumer(String reason) {
      if (!scope.halted()) {
        scope.halt();
        LOG.error("{}: is stopped, {}", scope.consumer(), reason);
        Definitions.Change stop =
            new Definitions.Change(
                scope.consumer(),
                Definitions.Command.STOP,
                null,
                null,
                0,
                false,
                scope.node(),
                reason);
        Insist.on(scope, "stop", () -> scope.store().change(stop), () -> !stopping)
            .onFailure(refused -> LOG.warn("{}: {}", scope.consumer(), refused.getMessage()))
            .onComplete(done -> told());
      }
    }

    private void told() {
      haltedUntil = claims.number();
      hints.publish();
      claims.now();
    }
  }
}
