package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.bus.Addresses;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Frame;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces on the bus what was recorded: frames of what this node recorded, and the head of the
 * log as a beacon for whatever frame was lost or never sent.
 */
final class Feed {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int MAX_FRAME_EVENTS = 256;
  private static final long MAX_FRAME_BYTES = 1 << 20;

  private final Vertx vertx;
  private final EventLog log;
  private boolean reachable = true;
  private boolean asking;
  private boolean askAgain;

  Feed(Vertx vertx, EventLog log) {
    this.vertx = vertx;
    this.log = log;
  }

  /** Publishes the events that the appends have added, after they were committed (D1). */
  void announce(List<Append> appends, List<AppendResult> results) {
    List<RecordedEvent> events = new ArrayList<>();
    boolean repeated = false;
    for (int at = 0; at < results.size(); at++) {
      if (results.get(at) instanceof AppendResult.Recorded recorded) {
        repeated |= recorded.duplicate();
        if (!recorded.duplicate()) {
          collect(appends.get(at).events(), recorded.receipts(), events);
        }
      }
    }
    publishFrames(events);
    if (repeated) {
      // The first time may have ended between commit and frame.
      beacon();
    }
  }

  /** Publishes the head of the log; calls that come while one is under way make one more. */
  void beacon() {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    log.head()
        .onSuccess(this::publish)
        .onFailure(this::lost)
        .onComplete(
            done -> {
              asking = false;
              if (askAgain) {
                askAgain = false;
                beacon();
              }
            });
  }

  private void publish(Head head) {
    vertx.eventBus().publish(Addresses.FEED, head);
    if (!reachable) {
      reachable = true;
      LOG.info("The log is back, at {}", head.cursor());
    }
  }

  private void lost(Throwable failure) {
    if (reachable) {
      reachable = false;
      LOG.warn("The log cannot be reached: {}", failure.getMessage());
    }
  }

  private static void collect(
      List<NewEvent> events, List<Receipt> receipts, List<RecordedEvent> to) {
    for (int at = 0; at < events.size(); at++) {
      Receipt receipt = receipts.get(at);
      to.add(
          new RecordedEvent(
              events.get(at),
              receipt.version(),
              receipt.position(),
              receipt.epoch(),
              receipt.recordedAt()));
    }
  }

  private void publishFrames(List<RecordedEvent> events) {
    int from = 0;
    long bytes = 0;
    for (int at = 0; at < events.size(); at++) {
      long size = events.get(at).data() == null ? 0 : events.get(at).data().length();
      if (at > from && (at - from == MAX_FRAME_EVENTS || bytes + size > MAX_FRAME_BYTES)) {
        publishFrame(events.subList(from, at));
        from = at;
        bytes = 0;
      }
      bytes += size;
    }
    if (from < events.size()) {
      publishFrame(events.subList(from, events.size()));
    }
  }

  private void publishFrame(List<RecordedEvent> events) {
    vertx.eventBus().publish(Addresses.FEED, new Frame(events));
  }
}
