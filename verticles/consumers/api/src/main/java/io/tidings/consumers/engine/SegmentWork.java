package io.tidings.consumers.engine;

import io.tidings.consumers.Segments;
import io.tidings.log.LogFailure;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A segment for as long as the node holds it with one token. */
final class SegmentWork {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentWork.class);

  /** What a segment needs of the engine. */
  interface Owner {
    /** Writes the last checkpoint and gives the segment back; it is dropped then. */
    void release(SegmentWork segment);

    /** It was dropped. */
    void gone(SegmentWork segment);

    void stopConsumer(String reason);
  }

  private final Scope scope;
  private final Owner owner;
  private final Segments.Segment segment;
  private final Segments.Lease lease;
  private final Hands hands;
  private final Places places;
  private final Held held;
  private final Pace pace;
  private final Promise<Void> idle = Promise.promise();
  private Window window;
  private Order order;
  private Intake intake;
  private Replaying replaying;
  private boolean alive = true;
  private boolean leaving;
  private boolean releasing;
  private long drainTimer = -1;
  private volatile long position;
  private volatile long handledThrough;

  SegmentWork(Scope scope, Owner owner, Segments.Segment segment) {
    this.scope = scope;
    this.owner = owner;
    this.segment = segment;
    this.lease = new Segments.Lease(segment.slots().first(), segment.token());
    this.hands = new Hands(scope, lease, segment.clean() ? 0 : Long.MAX_VALUE);
    this.places = new Places(scope, scope.definition().inFlight(), this::open, this::moved);
    this.window = new Window(segment.progress());
    this.held = new Held(this);
    this.order = newOrder();
    this.pace = new Pace(this, segment.progress());
    this.position = segment.progress().position();
  }

  private Order newOrder() {
    if (scope.work().batch() > 1) {
      return new Batches(scope, hands, places, window, held, this::failed);
    }
    return new Lanes(scope.pauses(), hands, places, window, hands::delivery, this::failed);
  }

  Scope scope() {
    return scope;
  }

  Segments.Lease lease() {
    return lease;
  }

  int firstSlot() {
    return lease.firstSlot();
  }

  SlotRange slots() {
    return segment.slots();
  }

  Window window() {
    return window;
  }

  Hands hands() {
    return hands;
  }

  Places places() {
    return places;
  }

  Held held() {
    return held;
  }

  Order order() {
    return order;
  }

  Pace pace() {
    return pace;
  }

  boolean isAlive() {
    return alive;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Whether it reads on from its checkpoint, and has no replay before it. */
  boolean isFollowing() {
    return intake != null;
  }

  /** Whether a handler may be started. */
  boolean open() {
    return alive && !leaving && scope.open();
  }

  /** What is being replayed yet, or null. */
  Segments.Replay replay() {
    return replaying == null ? segment.replay() : replaying.progress();
  }

  /** Everything up to here is handled, or waits in a held stream. From any thread. */
  long position() {
    return position;
  }

  /** Everything up to here is handled, or waits behind a dead letter. From any thread. */
  long handledThrough() {
    return handledThrough;
  }

  /** When nothing is in work any more after the segment was dropped. */
  Future<Void> idle() {
    return idle.future();
  }

  void begin() {
    lookBack()
        .compose(looked -> held.load())
        .onSuccess(
            loaded -> {
              if (alive && !leaving) {
                replayOrFollow();
              }
            })
        .onFailure(failure -> lost("what was before its lease cannot be read: " + failure));
  }

  /**
   * A former owner that did not say what it had left may have had every event there is by now, of
   * some of which this node has not heard yet.
   */
  private Future<?> lookBack() {
    return segment.clean()
        ? Future.succeededFuture()
        : scope.here(scope.host().log().head()).onSuccess(head -> hands.doubt(head.position()));
  }

  private void replayOrFollow() {
    if (segment.replay() == null) {
      follow();
    } else {
      replaying = new Replaying(this, segment.replay(), this::follow);
      replaying.goOn();
    }
  }

  private void follow() {
    intake = new Intake(this);
    intake.follow(window.cursor());
    moved();
  }

  /** The checkpoint is from a future that the log has lost: what is shared is kept (L7). */
  void rolledBack(LogFailure.CursorLost lost) {
    LOG.warn("{} segment {}: {}", scope.consumer(), firstSlot(), lost.getMessage());
    window = window.backTo(lost.goBackTo());
    order = newOrder();
    follow();
  }

  void pump() {
    places.pump();
  }

  /** Something was done, or looked at. */
  void moved() {
    position = window.position();
    handledThrough = Math.min(position, held.floor());
    if (!alive) {
      if (places.taken() == 0) {
        idle.tryComplete();
      }
    } else if (leaving) {
      releaseIfQuiet();
    } else if (intake != null) {
      intake.goOn();
      held.segmentMoved();
    } else if (replaying != null) {
      replaying.goOn();
    }
  }

  private void failed(Lanes.Lane lane, Throwable failure) {
    failed(lane.event(), lane.slot(), failure)
        .onComplete(
            done -> {
              if (done.succeeded() && done.result()) {
                lane.clear(held::skips);
              } else {
                lane.rest();
              }
            });
  }

  /** Answers whether the stream is held now; otherwise the event stays unfinished. */
  private Future<Boolean> failed(RecordedEvent event, int slot, Throwable failure) {
    if (!alive || failure instanceof Fenced) {
      fenced(failure);
      return Future.succeededFuture(false);
    }
    Verdict verdict = Verdict.of(scope, failure, Tried.ONCE);
    if (verdict.stopsConsumer()) {
      stopConsumer(event, failure);
      return Future.succeededFuture(false);
    }
    return held.hold(event, slot, failure, verdict);
  }

  void stopConsumer(RecordedEvent event, Throwable failure) {
    owner.stopConsumer(
        event.type() + " at " + event.position() + " failed: " + Failures.summary(failure));
  }

  /** A handler found out that the segment is another's, unless it was asked to let go. */
  void fenced(Throwable failure) {
    if (failure instanceof Fenced && !leaving) {
      lost(failure.getMessage());
    }
  }

  void lost(String why) {
    if (alive) {
      LOG.warn("{} segment {}: given up, {}", scope.consumer(), firstSlot(), why);
      drop();
    }
  }

  /** Begins to give the segment back. */
  void giveBack() {
    if (!alive || leaving) {
      return;
    }
    leaving = true;
    if (intake != null) {
      intake.close();
    }
    scope.work().leaving(lease);
    drainTimer =
        scope.after(
            scope.config().drainTimeout().toMillis(),
            () -> lost("handlers have not ended within " + scope.config().drainTimeout()));
    releaseIfQuiet();
  }

  private void releaseIfQuiet() {
    if (places.taken() == 0 && !releasing) {
      releasing = true;
      held.flush().onComplete(flushed -> owner.release(this));
    }
  }

  /** Starts nothing any more, and forgets what is in work. */
  void drop() {
    if (!alive) {
      return;
    }
    alive = false;
    scope.cancel(drainTimer);
    if (intake != null) {
      intake.close();
    }
    held.close();
    places.clear();
    if (places.taken() == 0) {
      idle.tryComplete();
    }
    owner.gone(this);
  }
}
