package io.tidings.consumers.engine;

import io.tidings.log.LogFailure;
import io.tidings.log.tail.Follower;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a segment is to handle, and no more at once than it has room for. */
final class Intake implements Follower.Sink {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final long SLICE_NANOS = 5_000_000;
  private static final long PAUSE_MILLIS = 200;

  private final SegmentWork segment;
  private final Scope scope;
  private Follower follower;
  private boolean closed;
  private boolean toldOfFailure;
  private Promise<Void> full;

  Intake(SegmentWork segment) {
    this.segment = segment;
    this.scope = segment.scope();
  }

  void follow(Cursor after) {
    Filter filter = scope.definition().filter().withSlots(segment.slots());
    Follower.Options options = new Follower.Options(filter, after, scope.config().buffer());
    scope
        .here(
            Follower.follow(scope.host().vertx(), scope.log(), scope.host().tail(), options, this))
        .onSuccess(this::following)
        .onFailure(failure -> notFollowing(after, failure));
  }

  private void following(Follower begun) {
    follower = begun;
    if (closed) {
      begun.close();
    }
  }

  private void notFollowing(Cursor after, Throwable failure) {
    if (closed) {
      return;
    }
    if (failure instanceof LogFailure.CursorLost lost) {
      segment.rolledBack(lost);
      return;
    }
    if (!toldOfFailure) {
      toldOfFailure = true;
      LOG.warn(
          "{} segment {}: cannot read on from {} yet: {}",
          scope.consumer(),
          segment.firstSlot(),
          after,
          failure.getMessage());
    }
    scope.after(PAUSE_MILLIS, () -> retry(after));
  }

  private void retry(Cursor after) {
    if (!closed) {
      follow(after);
    }
  }

  void close() {
    closed = true;
    if (follower != null) {
      follower.close();
    }
  }

  @Override
  public Future<?> deliver(List<RecordedEvent> events, Cursor through) {
    Promise<Void> taken = Promise.promise();
    from(events, 0, through, taken);
    return taken.future();
  }

  /** Looks at one event after the other; lets others have their turn when that takes long. */
  private void from(List<RecordedEvent> events, int first, Cursor through, Promise<Void> taken) {
    long begun = System.nanoTime();
    for (int at = first; at < events.size(); at++) {
      if (closed) {
        return;
      }
      if (at > first && System.nanoTime() - begun > SLICE_NANOS) {
        int next = at;
        segment.moved();
        scope.inTurn(() -> from(events, next, through, taken));
        return;
      }
      look(events.get(at));
    }
    if (!closed) {
      segment.window().passed(through);
      full = taken;
      segment.moved();
    }
  }

  private void look(RecordedEvent event) {
    int slot = StreamName.slot(event.stream());
    Window window = segment.window();
    if (window.isDone(event.position(), slot)) {
      return;
    }
    window.look(event.position());
    if (!scope.attributes().matches(event)) {
      window.done(event.position());
    } else if (segment.held().size() == 0 || !segment.held().skips(event)) {
      segment.order().offer(event, slot);
    }
  }

  /** Reads on if there is room. */
  void goOn() {
    if (full != null
        && segment.order().size() < scope.config().buffer()
        && segment.held().size() <= Held.MOST) {
      Promise<Void> taken = full;
      full = null;
      taken.complete();
    }
  }

  @Override
  public void ended(Throwable why) {
    if (closed) {
      return;
    }
    if (why instanceof LogFailure.CursorLost lost) {
      segment.lost("the log was rolled back to " + lost.goBackTo());
    } else {
      segment.lost("reading has ended: " + why);
    }
  }
}
