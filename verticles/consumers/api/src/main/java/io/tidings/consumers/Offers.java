package io.tidings.consumers;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Events of {@link Definition.Kind#PULL} consumers between the owner of a segment, who offers them
 * one at a time for each stream, and whoever pulls them. What was pulled and settled survives any
 * node: the next owner of the segment finds it.
 */
public interface Offers {

  /**
   * @param replay whether the event is handed out once more, as the puller is told
   * @param dryRun whether the effects of that replay are unwanted, as the puller is told
   */
  record Offered(long position, String stream, int attempt, boolean replay, boolean dryRun) {

    /** What is no replay. */
    public Offered(long position, String stream, int attempt) {
      this(position, stream, attempt, false, false);
    }
  }

  /** By the owner of a segment. */
  record Offer(String consumer, Segments.Lease lease, List<Offered> events) {}

  /**
   * Offers events that are not offered yet. One that is keeps what became of it, unless it was
   * settled as failed in an earlier attempt: then it is offered anew.
   */
  Future<HeldStreams.Accepted> offer(Offer offer);

  /** What became of an offered event. */
  enum Outcome {
    ACKED,
    NACKED,
    /** The puller did not settle it in time. */
    EXPIRED
  }

  /**
   * @param retryAfter of a nack: null for the pause of the retry policy
   * @param deadLetter of a nack: whether there is to be no other attempt
   * @param reason of a nack, or null
   */
  record Settled(
      long position,
      int attempt,
      Outcome outcome,
      Duration retryAfter,
      boolean deadLetter,
      String reason,
      String puller) {}

  record SettledList(List<Settled> events) {}

  record SettledQuery(String consumer, Segments.Lease lease) {}

  /** For the owner of a segment: what was settled and not forgotten yet. */
  Future<SettledList> settled(SettledQuery query);

  /** By the owner: they are handled, held or skipped, and no offers any more. */
  record Forget(String consumer, Segments.Lease lease, List<Long> positions) {}

  Future<HeldStreams.Accepted> forget(Forget forget);

  /**
   * @param most 1 to 1000
   * @param visibility null for that of the definition
   * @param puller a name, for people
   */
  record Pull(String consumer, int most, Duration visibility, String puller) {}

  /**
   * @param receipt settles it; anybody else's does not
   * @param attempt from 1
   * @param replay whether it is handed out once more
   * @param dryRun whether the effects of that replay are unwanted
   */
  record Pulled(
      long position,
      String stream,
      String receipt,
      int attempt,
      boolean replay,
      boolean dryRun,
      Duration visibility) {

    /** What is no replay. */
    public Pulled(long position, String stream, String receipt, int attempt, Duration visibility) {
      this(position, stream, receipt, attempt, false, false, visibility);
    }
  }

  record PulledList(List<Pulled> events) {}

  /**
   * Takes offered events, oldest first, each for one puller only until its visibility ends. Empty
   * if nothing is offered, or the consumer is not running. Never two of one stream: a later event
   * waits until an earlier one that is offered is acked or forgotten.
   *
   * @return fails with {@link ConsumerFailure.Unknown}, or with {@link ConsumerFailure.Conflict} if
   *     it is no consumer to pull from
   */
  Future<PulledList> pull(Pull pull);

  /** Acks, nacks, or asks for more time; see {@link Settled} for the members of a nack. */
  record Settlement(
      long position,
      String receipt,
      Outcome outcome,
      Duration retryAfter,
      boolean deadLetter,
      String reason) {}

  record Settle(String consumer, List<Settlement> events) {}

  /** For each event, in their order, whether it was still the puller's. Repeating an ack is. */
  record Kept(List<Boolean> kept) {}

  Future<Kept> settle(Settle settle);

  record Extend(String consumer, List<String> receipts, Duration visibility) {}

  /** More time, from now on. */
  Future<Kept> extend(Extend extend);
}
