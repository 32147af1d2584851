package io.tidings.consumers.engine;

import io.tidings.consumers.Definitions;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments;
import io.tidings.model.Cursor;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a range of events out once more, in order of each stream, before the segment goes on from
 * its checkpoint, which does not move meanwhile. What fails is tried again as the policy says but
 * holds nothing: in the end it is noted in the ledger and left behind (C6).
 */
final class Replaying {

  private static final Logger LOG = LoggerFactory.getLogger(Replaying.class);
  private static final int PAGE = 500;

  private final SegmentWork segment;
  private final Scope scope;
  private final Segments.Replay range;
  private final Runnable over;
  private final Window window;
  private final Lanes lanes;
  private boolean reading;
  private boolean isOver;

  Replaying(SegmentWork segment, Segments.Replay range, Runnable over) {
    this.segment = segment;
    this.scope = segment.scope();
    this.range = range;
    this.over = over;
    this.window = new Window(Progress.at(new Cursor(0, range.after())));
    this.lanes =
        new Lanes(
            scope.pauses(),
            segment.hands(),
            segment.places(),
            window,
            (event, slot, attempt) ->
                segment.hands().replayed(event, slot, attempt, range.dryRun()),
            this::failed);
  }

  /** How far it has come; null if it is over. */
  Segments.Replay progress() {
    return isOver ? null : new Segments.Replay(window.position(), range.to(), range.dryRun());
  }

  /** Reads on if there is room, and ends when all is handled. */
  void goOn() {
    if (reading || isOver || !segment.isAlive() || segment.isLeaving()) {
      return;
    }
    if (window.through() < range.to()) {
      if (lanes.size() < scope.config().buffer()) {
        read();
      }
    } else if (lanes.size() == 0) {
      isOver = true;
      LOG.info("{} segment {}: replay is over", scope.consumer(), segment.firstSlot());
      over.run();
    }
  }

  private void read() {
    reading = true;
    Query query =
        new Query(
            scope.definition().filter().withSlots(segment.slots()),
            Query.Unit.POSITION,
            0,
            window.through(),
            range.to() + 1,
            Query.Direction.FORWARD,
            PAGE);
    Insist.on(scope, "read what is replayed", () -> scope.log().read(query), segment::isAlive)
        .onSuccess(this::take)
        .onFailure(failure -> segment.lost("the replay cannot be read: " + failure));
  }

  private void take(Page page) {
    reading = false;
    if (!segment.isAlive() || segment.isLeaving()) {
      return;
    }
    for (RecordedEvent event : page.events()) {
      window.look(event.position());
      if (scope.attributes().matches(event)) {
        lanes.offer(event, StreamName.slot(event.stream()));
      }
    }
    long through = page.end() ? range.to() : page.through();
    window.passed(new Cursor(page.head().epoch(), through));
    segment.moved();
  }

  private void failed(Lanes.Lane lane, Throwable failure) {
    if (!segment.isAlive() || failure instanceof Fenced) {
      segment.fenced(failure);
      lane.rest();
      return;
    }
    Verdict verdict = Verdict.of(scope, failure, lane.tried());
    if (verdict.isFinal()) {
      note(lane.event(), failure)
          .onSuccess(noted -> lane.settle())
          .onFailure(refused -> lane.rest());
    } else {
      lane.failed(verdict);
      scope.at(verdict.dueAt(), lane::again);
      lane.rest();
    }
  }

  private Future<Definitions.Done> note(RecordedEvent event, Throwable failure) {
    Definitions.LedgerRow row =
        new Definitions.LedgerRow(
            0,
            null,
            scope.consumer(),
            "skip",
            scope.node(),
            "failed in a replay: " + Failures.summary(failure),
            event.stream(),
            event.position(),
            null);
    return Insist.on(
        scope, "note what a replay skips", () -> scope.store().note(row), segment::isAlive);
  }
}
