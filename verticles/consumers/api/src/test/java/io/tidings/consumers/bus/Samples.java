package io.tidings.consumers.bus;

import io.tidings.consumers.DeadLetters;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Inbox;
import io.tidings.consumers.Offers;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments;
import io.tidings.consumers.Start;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.SlotRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What goes over the bus: each request and each answer, full and with all that may be missing. */
final class Samples {

  private static final Instant TIME = Instant.parse("2026-03-01T12:34:56.123456Z");
  private static final Duration PAUSE = Duration.ofMillis(1_234);
  private static final Segments.Lease LEASE = new Segments.Lease(512, 7);
  private static final SlotRange SLOTS = new SlotRange(512, 1023);
  private static final Cursor CURSOR = new Cursor(1_790_000_000_000L, 123_456_789_012L);

  private static final Definition DEFINITION =
      new Definition(
          "mailing@2",
          Definition.Kind.PULL,
          new Filter(Set.of("orders.order-placed", "b"), "order", "order-1", SlotRange.ALL),
          Map.of("tenant", "grün", "x", ""),
          Start.time(TIME),
          8,
          100,
          Retry.DEFAULT.within(PAUSE),
          Definition.OnFailure.STOP_CONSUMER,
          PAUSE);

  private static final Definition PLAIN =
      new Definition(
          "a",
          Definition.Kind.HANDLERS,
          Filter.ALL,
          Map.of(),
          Start.LATEST,
          1,
          1,
          Retry.NONE,
          Definition.OnFailure.DEAD_LETTER,
          Duration.ofSeconds(30));

  private static final Progress PROGRESS =
      new Progress(
          CURSOR, List.of(new Progress.Ahead(new SlotRange(600, 700), 9)), List.of(3L, 1L << 40));

  private static final Segments.Replay REPLAY = new Segments.Replay(3, 9, true);

  private static final HeldStreams.FailedEvent EVENT =
      new HeldStreams.FailedEvent(12, "orders.order-placed", "/shop", "id \" 1");

  private static final HeldStreams.Attempt ATTEMPT =
      new HeldStreams.Attempt(2, TIME, "node", "handler", "java.lang.Error", "no", "at\n\tme");

  private static final HeldStreams.Replacement REPLACEMENT =
      new HeldStreams.Replacement("application/json", "JSON", new byte[] {0, -1, 127, 34});

  private static final DeadLetters.Which WHICH =
      new DeadLetters.Which("a", HeldStreams.HeldState.DEAD, 3L, "order-1", "type", "Error", PAUSE);

  private static final DeadLetters.Which ANY =
      new DeadLetters.Which(null, null, null, null, null, null, null);

  private static final Definitions.LedgerRow ROW =
      new Definitions.LedgerRow(
          4, TIME, "a", "skip", "me", "it is late", "order-1", 7L, "{\"a\":1}");

  private Samples() {}

  static List<Record> all() {
    return List.of(
        new Definitions.Declaration(DEFINITION, CURSOR, true, "me"),
        new Definitions.Declaration(PLAIN, Cursor.START, false, null),
        new Definitions.Declared(true, false),
        new Definitions.Removal("a", "me", null),
        new Definitions.Done(),
        new Definitions.Change(
            "a", Definitions.Command.REPLAY, CURSOR, CURSOR, 0, true, "me", "why"),
        new Definitions.Change("a", Definitions.Command.PAUSE, null, null, 0, false, null, null),
        new Definitions.Asked(null),
        new Definitions.Statuses(List.of(status(), plainStatus())),
        new Definitions.LedgerQuery(null, 3, 10),
        new Definitions.Ledger(List.of(ROW)),
        ROW,
        new Definitions.LedgerRow(0, null, "a", "skip", "me", "why", null, null, null),
        new Segments.Claim("a", "node", PAUSE, List.of(LEASE)),
        new Segments.Assignment(
            Definitions.State.STOPPED,
            "why",
            List.of(
                new Segments.Segment(SLOTS, 7, PROGRESS, REPLAY),
                new Segments.Segment(SLOTS, 7, Progress.at(Cursor.START), null)),
            3,
            4),
        new Segments.Leave("a", "node"),
        new Segments.Checkpoints(
            List.of(
                new Segments.Checkpoint("a", LEASE, PROGRESS, REPLAY, 4, 1234.5, true, true),
                new Segments.Checkpoint("a", LEASE, PROGRESS, null, 0, 0, false, false))),
        new Segments.Refused(List.of(LEASE)),
        new HeldStreams.Failure(
            "a", LEASE, "order-1", 600, EVENT, HeldStreams.HeldState.RETRYING, PAUSE, ATTEMPT, 2),
        new HeldStreams.Failure(
            "a", LEASE, "order-1", 600, EVENT, HeldStreams.HeldState.DEAD, null, ATTEMPT),
        new HeldStreams.Accepted(true),
        new HeldStreams.Advance("a", LEASE, "order-1", 12, true),
        new HeldStreams.HeldQuery("a", SLOTS),
        new HeldStreams.Held(
            List.of(
                new HeldStreams.HeldStream(
                    "order-1",
                    600,
                    HeldStreams.HeldState.RELEASED,
                    12,
                    3,
                    PAUSE,
                    Duration.ZERO,
                    REPLACEMENT,
                    2))),
        new DeadLetters.DeadLetterQuery(WHICH, 3, 10),
        new DeadLetters.DeadLetterQuery(ANY, 0, 1),
        new DeadLetters.DeadLetterPage(
            List.of(
                new DeadLetters.DeadLetter(
                    "a",
                    "order-1",
                    600,
                    EVENT,
                    HeldStreams.HeldState.DEAD,
                    TIME,
                    List.of(ATTEMPT),
                    2,
                    REPLACEMENT))),
        new DeadLetters.Redrive(WHICH, 0.5, "me", "why"),
        new DeadLetters.Affected(3),
        new DeadLetters.Discard(ANY, "me", "why"),
        new DeadLetters.Edit("a", 12, REPLACEMENT, "me", "why"),
        new Inbox.Entry("a", 12),
        new Inbox.Known(true),
        new Offers.Offer("a", LEASE, List.of(new Offers.Offered(12, "order-1", 1))),
        new Offers.SettledQuery("a", LEASE),
        new Offers.SettledList(
            List.of(
                new Offers.Settled(12, 1, Offers.Outcome.NACKED, PAUSE, true, "why", "puller"),
                new Offers.Settled(13, 1, Offers.Outcome.EXPIRED, null, false, null, null))),
        new Offers.Forget("a", LEASE, List.of(12L, 1L << 40)),
        new Offers.Pull("a", 10, null, "puller"),
        new Offers.PulledList(List.of(new Offers.Pulled(12, "order-1", "receipt", 2, PAUSE))),
        new Offers.Settle(
            "a",
            List.of(
                new Offers.Settlement(12, "receipt", Offers.Outcome.ACKED, null, false, null),
                new Offers.Settlement(13, "r", Offers.Outcome.NACKED, PAUSE, true, "why"))),
        new Offers.Kept(List.of(true, false)),
        new Offers.Extend("a", List.of("receipt"), PAUSE));
  }

  private static Definitions.Status status() {
    return new Definitions.Status(
        DEFINITION,
        Definitions.State.CHANGING,
        "why",
        List.of(
            new Definitions.SegmentStatus(
                SLOTS, 7, "node", PAUSE, PROGRESS, REPLAY, 1L << 40, 0.25)),
        1,
        2,
        3);
  }

  private static Definitions.Status plainStatus() {
    return new Definitions.Status(
        PLAIN,
        Definitions.State.RUNNING,
        null,
        List.of(
            new Definitions.SegmentStatus(
                SLOTS, 0, null, Duration.ZERO, Progress.at(CURSOR), null, 0, 0)),
        0,
        0,
        0);
  }
}
