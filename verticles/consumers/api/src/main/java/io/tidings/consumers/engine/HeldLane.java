package io.tidings.consumers.engine;

import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.HeldStreams.Replacement;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
  private HeldState state;
  private long position;
  private long written;
  private int attempts;
  private long failedFirst = System.nanoTime();
  private long due;
  private Replacement replacement;
  private boolean skipped = true;
  private boolean queued;
  private boolean busy;
  private boolean steered;
  private List<RecordedEvent> arrivals;
  private long timer = -1;
  private long changes;

  /**
   * @param floor where it waits; later positions of it may be done, earlier ones are
   */
  HeldLane(SegmentWork segment, Held held, String stream, int slot, long floor) {
    this.segment = segment;
    this.held = held;
    this.scope = segment.scope();
    this.stream = stream;
    this.slot = slot;
    this.floor = floor;
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

  boolean skips(RecordedEvent event) {
    segment.window().look(event.position());
    if (arrivals != null) {
      segment.window().begin(event.position());
      arrivals.add(event);
    } else {
      segment.window().done(event.position());
      skipped = true;
    }
    return true;
  }

  /** As the store has it. */
  void adopt(HeldStream row) {
    state = row.state();
    position = row.position();
    written = row.position();
    attempts = row.attempts();
    failedFirst = System.nanoTime() - row.since().toNanos();
    due = System.nanoTime() + row.due().toNanos();
    replacement = row.replacement();
    changed();
  }

  boolean agrees(HeldStream row) {
    return row.state() == state
        && row.attempts() == attempts
        && (state == HeldState.RELEASED || row.position() == position)
        && !(state == HeldState.RETRYING && row.due().isZero())
        && Objects.deepEquals(key(row.replacement()), key(replacement));
  }

  private static Object[] key(Replacement replacement) {
    return replacement == null
        ? null
        : new Object[] {replacement.contentType(), replacement.form(), replacement.data()};
  }

  /** An attempt failed, and was written down. */
  void failed(long at, int attempt, Verdict verdict) {
    if (at != position) {
      position = at;
      replacement = null;
      skipped = true;
    }
    if (attempt == 1) {
      failedFirst = System.nanoTime();
    }
    state = verdict.state();
    attempts = attempt;
    due = System.nanoTime() + verdict.due().toNanos();
    changed();
  }

  /** Whatever it waited behind is done. */
  void release() {
    state = HeldState.RELEASED;
    written = position;
    changed();
  }

  /** Its row changed while it was in work: read it again instead of writing over it. */
  void steer() {
    steered = true;
  }

  private void changed() {
    changes++;
    held.activate(this, state == HeldState.RETRYING || state == HeldState.RELEASED);
    schedule();
  }

  /** Queues for a place as soon as there is something to do. */
  void schedule() {
    scope.cancel(timer);
    if (busy || queued || !segment.isAlive()) {
      return;
    }
    if (state == HeldState.RETRYING) {
      long wait = due - System.nanoTime();
      if (wait > 0) {
        timer = scope.after(wait / 1_000_000 + 1, this::enter);
      } else {
        enter();
      }
    } else if (state == HeldState.RELEASED) {
      enter();
    }
  }

  private void enter() {
    if (queued || busy) {
      return;
    }
    if (!segment.isFollowing()
        || !segment.window().resumed()
        || segment.window().through(slot) < position) {
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
    if (state == HeldState.RETRYING && due - System.nanoTime() <= 0) {
      retry();
    } else if (state == HeldState.RELEASED) {
      new Drain(segment, held, this).run();
    } else {
      leave();
    }
  }

  private void retry() {
    held.event(stream, position)
        .onFailure(unread -> rest())
        .onSuccess(
            event -> {
              if (event == null || !segment.open()) {
                rest();
                return;
              }
              int attempt = attempts + 1;
              RecordedEvent shown = Failures.replaced(event, replacement);
              Hands.Ending ending = failure -> tried(event, attempt, failure);
              if (segment.hands().hand(segment.hands().delivery(shown, slot, attempt), ending)) {
                tried(event, attempt, null);
              }
            });
  }

  private void tried(RecordedEvent event, int attempt, Throwable failure) {
    if (failure != null) {
      refail(event, attempt, failure);
    } else if (skipped) {
      held.advance(this, position, false)
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
      steered = false;
      leave();
      held.steered();
    } else {
      long first = attempt == 1 ? System.nanoTime() : failedFirst;
      Duration since = Duration.ofNanos(System.nanoTime() - first);
      Verdict verdict = Verdict.of(scope, failure, attempt, since);
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

  /** The stream is handled up to here; the store is told later. */
  void drained(long through) {
    position = Math.max(position, through);
  }

  long position() {
    return position;
  }

  /** From now on it can be told whether anything of the stream was skipped meanwhile. */
  void watch() {
    skipped = false;
  }

  boolean hasSkipped() {
    return skipped;
  }

  /** Lets go of the stream; what comes meanwhile waits here. */
  void free() {
    arrivals = new ArrayList<>();
    held.advance(this, position, true)
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
    due = System.nanoTime() + PAUSE_MILLIS * 1_000_000;
    busy = false;
    if (state == HeldState.RELEASED) {
      timer = scope.after(PAUSE_MILLIS, this::enter);
    } else {
      schedule();
    }
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
    return state == HeldState.RELEASED && position > written && arrivals == null
        ? Optional.of(write())
        : Optional.empty();
  }

  Future<Boolean> write() {
    long through = position;
    return held.advance(this, through, false).onSuccess(accepted -> written = through);
  }

  void close() {
    scope.cancel(timer);
  }
}
