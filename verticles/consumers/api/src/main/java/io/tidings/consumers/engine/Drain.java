package io.tidings.consumers.engine;

import io.tidings.model.Page;
import io.tidings.model.RecordedEvent;

/**
 * Handles a page of what a released stream has in the log, one event at a time; has the stream's
 * place meanwhile. It never goes beyond what the segment has come to.
 */
final class Drain {

  private final SegmentWork segment;
  private final Held held;
  private final HeldLane lane;
  private long to;

  Drain(SegmentWork segment, Held held, HeldLane lane) {
    this.segment = segment;
    this.held = held;
    this.lane = lane;
  }

  void run() {
    lane.watch();
    to = segment.window().through(lane.slot());
    held.page(lane.stream(), lane.position(), to)
        .onFailure(unread -> lane.rest())
        .onSuccess(page -> from(page, 0));
  }

  private void from(Page page, int first) {
    for (int at = first; at < page.events().size(); at++) {
      RecordedEvent event = page.events().get(at);
      if (!segment.open()) {
        lane.pause();
        return;
      }
      if (segment.scope().attributes().matches(event)) {
        int next = at + 1;
        Hands.Ending ending = failure -> ended(page, next, event, failure);
        Delivery delivery = segment.hands().delivery(event, lane.slot(), 1);
        if (!segment.hands().hand(delivery, ending)) {
          return;
        }
      }
      lane.drained(event.position());
    }
    end(page);
  }

  private void ended(Page page, int next, RecordedEvent event, Throwable failure) {
    if (failure == null) {
      lane.drained(event.position());
      from(page, next);
    } else {
      lane.refail(event, 1, failure);
    }
  }

  private void end(Page page) {
    lane.drained(Math.min(page.through(), to));
    if (lane.position() >= to && !lane.hasSkipped()) {
      lane.free();
    } else if (page.events().isEmpty()) {
      lane.pause();
    } else {
      lane.write().onComplete(written -> lane.pause());
    }
  }
}
