package io.tidings.consumers.engine;

import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One held stream: when it is tried again, and how it gets free. */
final class HeldLane implements Places.Turn {

  private static final long PAUSE_MILLIS = 200;

  private final SegmentWork segment;
  private final Held held;
  private final Scope scope;
  private final String stream;
  private final int slot;
  private final long floor;
  private final Waiting waiting;
  private boolean skipped = true;
  private boolean queued;
  private boolean busy;
  private boolean steered;
  private List<RecordedEvent> arrivals;
  private long timer = -1;
  private long changes;
  private long failedAt;

  /**
   * @param floor where it waits; later positions of it may be done, earlier ones are
   */
  HeldLane(SegmentWork segment, Held held, String stream, int slot, long floor) {
    this.segment = segment;
    this.held = held;
    this.scope = segment.scope();
    this.waiting = new Waiting(scope.pauses());
    this.stream = stream;
    this.slot = slot;
    this.floor = floor;
    this.failedAt = floor;
  }

  String stream() {
    return stream;
  }

  int slot() {
    return slot;
  }

  long floor() {
    return floor;
  }

  long changes() {
    return changes;
  }

  boolean isBusy() {
    return busy;
  }

  long position() {
    return waiting.position();
  }

  boolean agrees(HeldStream row) {
    return waiting.agrees(row) && (busy || !waiting.isDueBy(row));
  }

  /** The segment has come to an event of the stream. */
  void skip(RecordedEvent event) {
    segment.window().look(event.position());
    if (arrivals != null) {
      segment.window().begin(event.position());
      arrivals.add(event);
    } else {
      segment.window().done(event.position());
      skipped = true;
    }
  }

  /** From now on it can be told whether anything of the stream is skipped. */
  void watch() {
    skipped = false;
  }

  boolean hasSkipped() {
    return skipped;
  }

  void adopt(HeldStream row) {
    waiting.adopt(row);
    changed();
  }

  void release() {
    waiting.release();
    changed();
  }

  /** Its row changed while it was in work: read it again instead of writing over it. */
  void steer() {
    steered = true;
  }

  void failed(long at, int attempt, Verdict verdict) {
    skipped |= waiting.failed(at, attempt, verdict);
    failedAt = at;
    changed();
  }

  private void changed() {
    changes++;
    held.activate(this, waiting.isActive());
    schedule();
  }

  /** Queues for a place as soon as there is something to do. */
  void schedule() {
    scope.cancel(timer);
    if (busy || queued || !segment.isAlive()) {
      return;
    }
    long millis = waiting.isRetrying() ? waiting.millisToDue() : 0;
    if (millis > 0) {
      timer = scope.after(millis, this::schedule);
    } else if (waiting.isActive()) {
      enter();
    }
  }

  private void enter() {
    if (queued || busy) {
      return;
    }
    if (!segment.isFollowing()
        || !segment.window().resumed()
        || segment.window().through(slot) < position()) {
      held.waitForSegment(this);
    } else {
      queued = true;
      segment.places().enter(this);
    }
  }

  @Override
  public void begin() {
    queued = false;
    busy = true;
    if (waiting.isRetrying() && waiting.millisToDue() == 0) {
      retry();
    } else if (waiting.isReleased()) {
      new Drain(segment, held, this).run();
    } else {
      leave();
    }
  }

  private void retry() {
    held.event(stream, position())
        .onFailure(unread -> rest())
        .onSuccess(
            event -> {
              if (event == null || !segment.open()) {
                rest();
                return;
              }
              try {
                retry(event, Failures.replaced(event, waiting.replacement()));
              } catch (IllegalArgumentException impossible) {
                tried(event, waiting.attempts() + 1, impossible);
              }
            });
  }

  private void retry(RecordedEvent event, RecordedEvent shown) {
    int attempt = waiting.attempts() + 1;
    Hands.Ending ending = failure -> tried(event, attempt, failure);
    if (segment.hands().hand(segment.hands().delivery(shown, slot, attempt), ending)) {
      tried(event, attempt, null);
    }
  }

  private void tried(RecordedEvent event, int attempt, Throwable failure) {
    if (failure != null) {
      refail(event, attempt, failure);
    } else if (skipped) {
      held.advance(this, position(), false)
          .onSuccess(
              accepted -> {
                if (accepted) {
                  release();
                }
                leave();
              });
    } else {
      free();
    }
  }

  /** An attempt at the event that it waits behind, or at one of those behind it, failed. */
  void refail(RecordedEvent event, int attempt, Throwable failure) {
    if (failure instanceof Fenced || !segment.isAlive()) {
      segment.fenced(failure);
      leave();
    } else if (steered) {
      leave();
      held.steered();
    } else {
      Verdict verdict = Verdict.of(scope, failure, attempt == 1 ? Tried.ONCE : waiting.tried());
      if (verdict.stopsConsumer()) {
        segment.stopConsumer(event, failure);
        leave();
      } else {
        held.write(event, slot, failure, attempt, verdict)
            .onSuccess(
                accepted -> {
                  if (accepted) {
                    failed(event.position(), attempt, verdict);
                  }
                  leave();
                });
      }
    }
  }

  void drained(long through) {
    waiting.drained(through);
  }

  /**
   * Lets go of the stream; what comes meanwhile waits here. Not before a checkpoint has passed the
   * failed event: by that the store knows a repetition of its failure that comes late.
   */
  void free() {
    arrivals = new ArrayList<>();
    segment.pace().whenPassed(failedAt, slot, this::letGo);
  }

  private void letGo() {
    held.advance(this, position(), true)
        .onSuccess(
            accepted -> {
              if (accepted) {
                held.free(this, arrivals);
              }
              leave();
            });
  }

  /** Gives the place away and goes on in a later turn. */
  void pause() {
    changes++;
    leave();
  }

  /** What it needs cannot be had at the moment. */
  void rest() {
    waiting.rest(PAUSE_MILLIS);
    busy = false;
    timer = scope.after(PAUSE_MILLIS, this::schedule);
    segment.places().leave();
  }

  private void leave() {
    busy = false;
    steered = false;
    if (arrivals == null) {
      schedule();
    }
    segment.places().leave();
  }

  /** The writing of what was drained and not written yet, if any. */
  Optional<Future<Boolean>> flush() {
    return waiting.isUnwritten() && arrivals == null ? Optional.of(write()) : Optional.empty();
  }

  Future<Boolean> write() {
    long through = position();
    return held.advance(this, through, false).onSuccess(accepted -> waiting.written(through));
  }

  void close() {
    scope.cancel(timer);
  }
}
