package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Ledger;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.Definitions.Statuses;
import io.tidings.consumers.HeldStreams.Advance;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.Held;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.Offers.Forget;
import io.tidings.consumers.Offers.Offer;
import io.tidings.consumers.Offers.Offered;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.consumers.Offers.PulledList;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Assignment;
import io.tidings.consumers.Segments.Checkpoint;
import io.tidings.consumers.Segments.Checkpoints;
import io.tidings.consumers.Segments.Lease;
import io.tidings.consumers.Segments.Segment;
import io.tidings.model.Cursor;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What faults make of requests and answers. */
final class Tampering {

  static final Cursor BEGINNING = new Cursor(0, 0);

  private static final String MARK = "#";

  private Tampering() {}

  static Checkpoints eachCheckpoint(Checkpoints all, UnaryOperator<Checkpoint> change) {
    return new Checkpoints(all.segments().stream().map(change).toList());
  }

  static Checkpoint withLatestToken(ConsumerStore sound, Checkpoint one) {
    return checkpoint(one, latest(sound, one.consumer(), one.lease()), one.progress());
  }

  static Checkpoint forged(Checkpoint one) {
    return checkpoint(one, new Lease(one.lease().firstSlot(), -1), one.progress());
  }

  static Checkpoint at(Checkpoint one, Progress progress) {
    return checkpoint(one, one.lease(), progress);
  }

  private static Checkpoint checkpoint(Checkpoint one, Lease lease, Progress progress) {
    return new Checkpoint(
        one.consumer(),
        lease,
        progress,
        one.replay(),
        one.handled(),
        one.rate(),
        one.release(),
        one.clean());
  }

  static Failure withLatestToken(ConsumerStore sound, Failure one) {
    return new Failure(
        one.consumer(),
        latest(sound, one.consumer(), one.lease()),
        one.stream(),
        one.slot(),
        one.event(),
        one.state(),
        one.due(),
        one.attempt(),
        one.outages());
  }

  static Advance withLatestToken(ConsumerStore sound, Advance one) {
    Lease latest = latest(sound, one.consumer(), one.lease());
    return new Advance(one.consumer(), latest, one.stream(), one.through(), one.free());
  }

  static Offer withLatestToken(ConsumerStore sound, Offer one) {
    return new Offer(one.consumer(), latest(sound, one.consumer(), one.lease()), one.events());
  }

  static Forget withLatestToken(ConsumerStore sound, Forget one) {
    return new Forget(one.consumer(), latest(sound, one.consumer(), one.lease()), one.positions());
  }

  private static Lease latest(ConsumerStore sound, String consumer, Lease lease) {
    return segments(sound, consumer).stream()
        .filter(segment -> segment.slots().first() == lease.firstSlot())
        .map(segment -> new Lease(lease.firstSlot(), segment.token()))
        .findFirst()
        .orElse(lease);
  }

  static List<String> owners(ConsumerStore sound, String consumer) {
    return segments(sound, consumer).stream()
        .map(SegmentStatus::owner)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static List<SegmentStatus> segments(ConsumerStore sound, String consumer) {
    Statuses statuses = sound.status(new Asked(consumer)).otherwiseEmpty().result();
    return statuses == null ? List.of() : statuses.consumers().get(0).segments();
  }

  static Assignment fromTheBeginning(Assignment given) {
    return new Assignment(
        given.state(),
        given.reason(),
        given.segments().stream().map(Tampering::fromTheBeginning).toList(),
        given.giveBack(),
        given.steering());
  }

  private static Segment fromTheBeginning(Segment segment) {
    return new Segment(
        segment.slots(),
        segment.token(),
        Progress.at(BEGINNING),
        segment.replay(),
        segment.clean());
  }

  static Offer inStreamsOfTheirOwn(Offer offer) {
    return new Offer(
        offer.consumer(),
        offer.lease(),
        offer.events().stream()
            .map(
                one ->
                    new Offered(
                        one.position(), one.stream() + MARK + one.position(), one.attempt()))
            .toList());
  }

  static PulledList inTheirStreams(PulledList pulled) {
    return new PulledList(
        pulled.events().stream()
            .map(
                one ->
                    new Pulled(
                        one.position(),
                        one.stream().replaceAll(MARK + ".*", ""),
                        one.receipt(),
                        one.attempt(),
                        one.visibility()))
            .toList());
  }

  static Held triedOnce(Held held) {
    return new Held(
        held.streams().stream()
            .map(
                one ->
                    new HeldStream(
                        one.stream(),
                        one.slot(),
                        one.state(),
                        one.position(),
                        Math.min(1, one.attempts()),
                        one.since(),
                        one.due(),
                        one.replacement(),
                        one.outages()))
            .toList());
  }

  static Failure counting(Failure one) {
    return new Failure(
        one.consumer(),
        one.lease(),
        one.stream(),
        one.slot(),
        one.event(),
        one.state(),
        one.due(),
        one.attempt());
  }

  static Which all(Which which) {
    return new Which(which.consumer(), null, null, null, null, null, null);
  }

  static Object withoutRows(Object answer, String action) {
    return answer instanceof Ledger ledger
        ? new Ledger(ledger.rows().stream().filter(row -> !row.action().equals(action)).toList())
        : answer;
  }
}
