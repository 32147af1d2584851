package io.tidings.consumers.engine;

import io.tidings.consumers.Definitions;
import io.tidings.consumers.Segments;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments that an engine holds, kept as the store's answers say. */
final class Assigned {

  private static final Logger LOG = LoggerFactory.getLogger(Assigned.class);

  private final Scope scope;
  private final SegmentWork.Owner owner;
  private final TreeMap<Integer, SegmentWork> segments = new TreeMap<>();
  private final Map<Segments.Lease, Long> gone = new HashMap<>();
  private final List<SegmentWork> lingering = new ArrayList<>();
  private volatile List<SegmentWork> shown = List.of();
  private volatile boolean known;
  private Definitions.State state;
  private Long steering;
  private long forgotten;

  Assigned(Scope scope, SegmentWork.Owner owner) {
    this.scope = scope;
    this.owner = owner;
  }

  Collection<SegmentWork> segments() {
    return shown;
  }

  List<Segments.Lease> leases() {
    return shown.stream().map(SegmentWork::lease).toList();
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** From any thread. */
  long handledThrough() {
    return least(SegmentWork::handledThrough);
  }

  /** From any thread. */
  long passed() {
    return least(SegmentWork::position);
  }

  private long least(ToLongFunction<SegmentWork> position) {
    List<SegmentWork> now = shown;
    return known ? now.stream().mapToLong(position).min().orElse(Long.MAX_VALUE) : 0;
  }

  /**
   * @param claim the number of the claim that is answered
   */
  void update(Segments.Assignment assignment, long claim, boolean stopping) {
    say(assignment);
    Map<Segments.Lease, Segments.Segment> given =
        assignment.segments().stream()
            .collect(
                Collectors.toMap(
                    one -> new Segments.Lease(one.slots().first(), one.token()), one -> one));
    int alreadyGone = given.size();
    given.keySet().removeAll(gone.keySet());
    alreadyGone -= given.size();
    gone.values().removeIf(since -> since < claim);
    for (SegmentWork segment : shown) {
      if (given.remove(segment.lease()) == null) {
        segment.lost("it is another's now");
      }
    }
    given.values().forEach(segment -> take(segment, stopping));
    if (!given.isEmpty()) {
      LOG.info("{}: works on segments {}", scope.consumer(), segments.keySet());
    }
    giveBack(
        state == Definitions.State.RUNNING ? assignment.giveBack() - alreadyGone : segments.size());
    shown.forEach(SegmentWork::pump);
    if (steering != null && steering != assignment.steering()) {
      shown.forEach(segment -> segment.held().steered());
    }
    steering = assignment.steering();
    known = state != Definitions.State.CHANGING && claim > forgotten;
  }

  private void say(Segments.Assignment assignment) {
    if (state != assignment.state()) {
      LOG.info(
          "{}: is {}{}",
          scope.consumer(),
          assignment.state(),
          assignment.reason() == null ? "" : ", " + assignment.reason());
    }
    state = assignment.state();
  }

  /** Work begins when the handlers have ended that a former lease of these slots left behind. */
  private void take(Segments.Segment given, boolean stopping) {
    SegmentWork segment = new SegmentWork(scope, owner, given);
    segments.put(segment.firstSlot(), segment);
    show();
    if (stopping) {
      segment.giveBack();
      return;
    }
    lingering.removeIf(one -> one.idle().isComplete());
    List<Future<Void>> before =
        lingering.stream()
            .filter(one -> one.slots().first() <= given.slots().last())
            .filter(one -> one.slots().last() >= given.slots().first())
            .map(SegmentWork::idle)
            .toList();
    if (before.isEmpty()) {
      segment.begin();
    } else {
      scope
          .here(
              Future.join(before)
                  .timeout(scope.config().drainTimeout().toMillis(), TimeUnit.MILLISECONDS))
          .onComplete(ended -> segment.begin());
    }
  }

  /** Those with the highest slots first, so that what stays is as it was. */
  private void giveBack(int count) {
    long leaving = shown.stream().filter(SegmentWork::isLeaving).count();
    for (SegmentWork segment : segments.descendingMap().values().toArray(SegmentWork[]::new)) {
      if (leaving >= count) {
        return;
      }
      if (!segment.isLeaving()) {
        leaving++;
        segment.giveBack();
      }
    }
  }

  void giveBackAll() {
    giveBack(segments.size());
  }

  /** The segment was dropped; answers to claims up to this one may name it yet. */
  void forget(SegmentWork segment, long claim) {
    segments.remove(segment.firstSlot(), segment);
    gone.put(segment.lease(), claim);
    if (!segment.idle().isComplete()) {
      lingering.add(segment);
    }
    forgotten = claim;
    known = false;
    show();
  }

  void dropAll() {
    shown.forEach(SegmentWork::drop);
  }

  /** Nothing falls to this node any more. */
  void close() {
    known = true;
  }

  private void show() {
    shown = List.copyOf(segments.values());
  }
}
