package io.tidings.consumers.engine;

import io.tidings.consumers.HeldStreams.HeldStream;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Brings held streams in line with what administrators did to their rows. A stream that moved while
 * the rows were read is looked at again: only a row that is younger than what is known counts.
 */
final class Steering {

  private static final long PAUSE_MILLIS = 50;

  private final SegmentWork segment;
  private final Map<String, HeldLane> lanes;
  private boolean reading;
  private boolean again;

  Steering(SegmentWork segment, Map<String, HeldLane> lanes) {
    this.segment = segment;
    this.lanes = lanes;
  }

  void reload(Supplier<Future<List<HeldStream>>> rows) {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    Map<HeldLane, Long> asked = new HashMap<>();
    lanes.values().forEach(lane -> asked.put(lane, lane.changes()));
    rows.get()
        .onComplete(
            read -> {
              reading = false;
              if (read.succeeded() && segment.isAlive()) {
                compare(asked, read.result());
              }
              if (again && segment.isAlive()) {
                again = false;
                segment.scope().after(PAUSE_MILLIS, () -> reload(rows));
              }
            });
  }

  private void compare(Map<HeldLane, Long> asked, List<HeldStream> rows) {
    Map<String, HeldStream> byStream =
        rows.stream().collect(Collectors.toMap(HeldStream::stream, Function.identity()));
    asked.forEach((lane, changes) -> compare(lane, changes, byStream.get(lane.stream())));
  }

  private void compare(HeldLane lane, long changes, HeldStream row) {
    if (lanes.get(lane.stream()) != lane || row != null && lane.agrees(row)) {
      return;
    }
    if (lane.isBusy()) {
      lane.steer();
    } else if (lane.changes() != changes) {
      again = true;
    } else if (row == null) {
      lane.release();
    } else {
      lane.adopt(row);
    }
  }
}
