package io.tidings.consumers.memory;

import io.tidings.consumers.Definitions;
import io.tidings.consumers.HeldStreams.HeldState;
import java.time.Duration;
import java.time.Instant;

/** Consumers as administrators see them. */
final class StatusReport {

  private StatusReport() {}

  static Definitions.Statuses of(Consumers consumers, Definitions.Asked asked, Instant now) {
    return new Definitions.Statuses(
        consumers.named(asked.consumer(), now).stream()
            .map(known -> status(known, consumers.leaseTime()))
            .toList());
  }

  private static Definitions.Status status(Consumer consumer, Instant leaseTime) {
    return new Definitions.Status(
        consumer.definition,
        consumer.state(),
        consumer.reason(),
        consumer.segments.stream().map(segment -> status(segment, leaseTime)).toList(),
        count(consumer, HeldState.RETRYING),
        count(consumer, HeldState.DEAD),
        count(consumer, HeldState.STOPPED));
  }

  private static Definitions.SegmentStatus status(Segment segment, Instant leaseTime) {
    boolean leased = segment.leased(leaseTime);
    return new Definitions.SegmentStatus(
        segment.slots,
        segment.token,
        leased ? segment.owner : null,
        leased ? Duration.between(leaseTime, segment.leasedUntil) : Duration.ZERO,
        segment.progress,
        segment.replay,
        segment.handled,
        segment.rate);
  }

  private static long count(Consumer consumer, HeldState state) {
    return consumer.held.values().stream().filter(row -> row.state == state).count();
  }
}
