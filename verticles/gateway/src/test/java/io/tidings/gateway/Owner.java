package io.tidings.gateway;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Offers;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments;
import io.tidings.model.Cursor;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A node that owns the segments of a consumer, one step at a time as a test says. */
final class Owner {

  private final ConsumerStore store;
  private final String consumer;
  private List<Segments.Segment> segments = List.of();

  Owner(ConsumerStore store, String consumer) {
    this.store = store;
    this.consumer = consumer;
  }

  /** Takes, or keeps, every segment. */
  Owner claim() {
    List<Segments.Lease> held = segments.stream().map(Owner::lease).toList();
    segments =
        store
            .claim(new Segments.Claim(consumer, "node-a", Duration.ofMinutes(1), held))
            .await()
            .segments();
    return this;
  }

  /** Everything up to there is handled. */
  void checkpoint(long epoch, long position) {
    Progress progress = Progress.at(new Cursor(epoch, position));
    segments =
        segments.stream()
            .map(one -> new Segments.Segment(one.slots(), one.token(), progress, one.replay()))
            .toList();
    segments.forEach(segment -> checkpoint(segment, progress, false));
  }

  /** Gives all segments back where they are. */
  void release() {
    segments.forEach(segment -> checkpoint(segment, segment.progress(), true));
    segments = List.of();
  }

  private void checkpoint(Segments.Segment segment, Progress progress, boolean release) {
    store
        .checkpoint(
            new Segments.Checkpoints(
                List.of(
                    new Segments.Checkpoint(
                        consumer, lease(segment), progress, null, 3, 1.5, release, release))))
        .await();
  }

  /** The event fails, for good or not. */
  void hold(RecordedEvent event, HeldStreams.HeldState state, String error) {
    store
        .hold(
            new HeldStreams.Failure(
                consumer,
                leaseOf(event.stream()),
                event.stream(),
                StreamName.slot(event.stream()),
                new HeldStreams.FailedEvent(
                    event.position(), event.type(), event.source(), event.id()),
                state,
                Duration.ofMinutes(1),
                new HeldStreams.Attempt(
                    1, Instant.now(), "node-a", "Mailer", error, "no route", "at Mailer.send")))
        .await();
  }

  /** Offers these, which are of one segment, to pullers. */
  void offer(RecordedEvent... events) {
    store
        .offer(
            new Offers.Offer(
                consumer,
                leaseOf(events[0].stream()),
                Arrays.stream(events)
                    .map(event -> new Offers.Offered(event.position(), event.stream(), 1))
                    .toList()))
        .await();
  }

  List<Offers.Settled> settled() {
    return segments.stream()
        .map(segment -> new Offers.SettledQuery(consumer, lease(segment)))
        .flatMap(query -> store.settled(query).await().events().stream())
        .toList();
  }

  private Segments.Lease leaseOf(String stream) {
    int slot = StreamName.slot(stream);
    return segments.stream()
        .filter(segment -> segment.slots().contains(slot))
        .map(Owner::lease)
        .findFirst()
        .orElseThrow();
  }

  private static Segments.Lease lease(Segments.Segment segment) {
    return new Segments.Lease(segment.slots().first(), segment.token());
  }
}
