package io.tidings.consumers.engine;

import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one segment that wait behind an event that failed (C5). Their later events are
 * skipped as the segment comes to them, and read from the log when the failed one is done.
 */
final class Held {

  /** With more of them the segment reads no further. */
  static final int MOST = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Held.class);
  private static final int PAGE = 100;

  private final SegmentWork segment;
  private final Scope scope;
  private final Map<String, HeldLane> lanes = new HashMap<>();
  private final TreeSet<HeldLane> active =
      new TreeSet<>(Comparator.comparingLong(HeldLane::floor).thenComparing(HeldLane::stream));
  private final List<HeldLane> early = new ArrayList<>();
  private final Steering steering;
  private final LetterLog letters;

  Held(SegmentWork segment) {
    this.segment = segment;
    this.scope = segment.scope();
    this.steering = new Steering(segment, lanes);
    this.letters = new LetterLog(scope.consumer(), segment.firstSlot());
  }

  int size() {
    return lanes.size();
  }

  /** The position before the first event that is not done for good; or the greatest one. */
  long floor() {
    return active.isEmpty() ? Long.MAX_VALUE : active.first().floor() - 1;
  }

  /** Takes the event if its stream is held. */
  boolean skips(RecordedEvent event) {
    HeldLane lane = lanes.get(event.stream());
    if (lane != null) {
      lane.skip(event);
    }
    return lane != null;
  }

  /** The streams that a former owner has left. */
  Future<Void> load() {
    return rows()
        .onSuccess(
            rows -> {
              for (HeldStream row : rows) {
                add(lane(row)).adopt(row);
              }
            })
        .mapEmpty();
  }

  /** Somebody has redriven, edited or discarded. */
  void steered() {
    steering.reload(this::rows);
  }

  private Future<List<HeldStream>> rows() {
    HeldStreams.HeldQuery query = new HeldStreams.HeldQuery(scope.consumer(), segment.slots());
    return Insist.on(scope, "read held streams", () -> scope.store().held(query), segment::isAlive)
        .map(HeldStreams.Held::streams);
  }

  /** Holds a stream for the first time; false if the segment is another's. */
  Future<Boolean> hold(RecordedEvent event, int slot, Throwable failure, Verdict verdict) {
    return write(event, slot, failure, 1, verdict)
        .map(
            accepted -> {
              if (accepted) {
                HeldLane lane =
                    add(new HeldLane(segment, this, event.stream(), slot, event.position()));
                lane.failed(event.position(), 1, verdict);
                lane.watch();
              }
              return accepted;
            });
  }

  private HeldLane lane(HeldStream row) {
    long done = row.state() == HeldState.RELEASED ? row.position() : row.position() - 1;
    return new HeldLane(segment, this, row.stream(), row.slot(), done + 1);
  }

  private HeldLane add(HeldLane lane) {
    lanes.put(lane.stream(), lane);
    if (lanes.size() == MOST + 1) {
      LOG.warn(
          "{} segment {}: more than {} streams are held, it reads no further until some are done",
          scope.consumer(),
          segment.firstSlot(),
          MOST);
    }
    return lane;
  }

  /** Writes an attempt down. The event stays unfinished as long as that cannot be done. */
  Future<Boolean> write(
      RecordedEvent event, int slot, Throwable failure, int attempt, Verdict verdict) {
    HeldStreams.Failure row =
        new HeldStreams.Failure(
            scope.consumer(),
            segment.lease(),
            event.stream(),
            slot,
            Failures.event(event),
            verdict.state(),
            verdict.due(),
            Failures.attempt(scope, event, attempt, failure),
            verdict.outages());
    if (verdict.isFinal()) {
      scope.metrics().deadLetter();
      letters.tell(event, verdict, attempt, failure);
    }
    return accepted("hold a stream", () -> scope.store().hold(row));
  }

  Future<Boolean> advance(HeldLane lane, long through, boolean free) {
    HeldStreams.Advance advance =
        new HeldStreams.Advance(scope.consumer(), segment.lease(), lane.stream(), through, free);
    return accepted("move on in a stream", () -> scope.store().advance(advance));
  }

  private Future<Boolean> accepted(String what, Supplier<Future<HeldStreams.Accepted>> call) {
    return Insist.on(scope, what, call, segment::isAlive)
        .map(HeldStreams.Accepted::accepted)
        .otherwise(
            failure -> {
              if (segment.isAlive()) {
                LOG.error("{}: cannot {}", scope.consumer(), what, failure);
              }
              return false;
            })
        .onSuccess(
            accepted -> {
              if (!accepted) {
                segment.lost("the store refuses to " + what);
              }
            });
  }

  /** The one event at a position; null if it is not there. */
  Future<RecordedEvent> event(String stream, long position) {
    Filter one = Filter.stream(stream);
    Query query =
        new Query(
            one, Query.Unit.POSITION, 0, position - 1, position + 1, Query.Direction.FORWARD, 1);
    return scope
        .here(scope.log().read(query))
        .map(page -> page.events().isEmpty() ? null : page.events().get(0));
  }

  /** What the consumer wants of a stream behind a position, up to another. */
  Future<Page> page(String stream, long after, long to) {
    Filter narrowed = scope.definition().filter().withStream(stream);
    Query query =
        new Query(narrowed, Query.Unit.POSITION, 0, after, to + 1, Query.Direction.FORWARD, PAGE);
    return scope.here(scope.log().read(query));
  }

  void activate(HeldLane lane, boolean isActive) {
    if (isActive) {
      active.add(lane);
    } else {
      active.remove(lane);
    }
  }

  /** To be told when the segment has come further. */
  void waitForSegment(HeldLane lane) {
    early.add(lane);
  }

  void segmentMoved() {
    if (!early.isEmpty()) {
      List<HeldLane> waited = List.copyOf(early);
      early.clear();
      waited.forEach(HeldLane::schedule);
    }
  }

  /** All of the stream is done: it is as any other again. */
  void free(HeldLane lane, Iterable<RecordedEvent> arrived) {
    lanes.remove(lane.stream());
    active.remove(lane);
    arrived.forEach(event -> segment.order().offer(event, lane.slot()));
  }

  /** Writes how far released streams have come, before the segment is given back. */
  Future<Void> flush() {
    List<Future<Boolean>> written = new ArrayList<>();
    for (HeldLane lane : lanes.values()) {
      lane.flush().ifPresent(written::add);
    }
    return Future.join(written).mapEmpty();
  }

  void close() {
    lanes.values().forEach(HeldLane::close);
  }
}
