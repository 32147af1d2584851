package io.tidings.consumers;

import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Who works on which segment (C4). Ownership is a lease with a fencing token: each new owner gets a
 * higher one, and only its holder moves the checkpoint.
 */
public interface Segments {

  /** What an owner holds: a segment is named by its first slot. */
  record Lease(int firstSlot, long token) {}

  /**
   * @param node the name of the claimer, unique for each start of a process
   * @param lease how long it is given, from now on
   * @param held what it holds and wants to go on with; what it holds and does not name is free for
   *     anybody, itself included, with a new token
   */
  record Claim(String consumer, String node, Duration lease, List<Lease> held) {}

  /**
   * Events to hand out once more before the segment goes on from its checkpoint.
   *
   * @param after exclusive; moves on with the replay
   * @param to inclusive
   */
  record Replay(long after, long to, boolean dryRun) {}

  /**
   * @param progress where to go on. A reshape may leave a position among the unfinished whose event
   *     is of another segment's slots: it is none of this segment's business
   * @param clean whether nothing that is not done was in a handler's hands before: the former owner
   *     gave the segment back, or there was none
   */
  record Segment(SlotRange slots, long token, Progress progress, Replay replay, boolean clean) {

    public Segment(SlotRange slots, long token, Progress progress, Replay replay) {
      this(slots, token, progress, replay, false);
    }
  }

  /**
   * @param segments all that the node now holds; what it held and misses here it has lost
   * @param giveBack how many of them others have a right to: finish what is in work, and give back
   *     with the last checkpoint
   * @param steering changes whenever somebody has redriven, edited or discarded: read the held
   *     streams again
   */
  record Assignment(
      Definitions.State state,
      String reason,
      List<Segment> segments,
      int giveBack,
      long steering) {}

  /**
   * Says that the node is there, renews the leases that it holds, and takes free segments up to its
   * fair share, which is the number of segments divided by that of the nodes that have claimed
   * within their lease; a remainder goes to the first of them in order of name. Repeat it well
   * within the lease. The first claim after the last owner has let go applies a pending change.
   *
   * @return fails with {@link ConsumerFailure.Unknown}
   */
  Future<Assignment> claim(Claim claim);

  /**
   * The node works no more for the consumer, so that others are due its share at once. What it
   * holds it still holds, until it gives it back.
   */
  Future<Definitions.Done> leave(Leave leave);

  record Leave(String consumer, String node) {}

  /**
   * @param replay how far a replay has come; null if there is none, or it is over
   * @param handled events handled since the last checkpoint
   * @param rate events a second, lately
   * @param release whether the segment is given back with this
   * @param clean whether, if it is, nothing behind the progress can have been in a handler's hands
   */
  record Checkpoint(
      String consumer,
      Lease lease,
      Progress progress,
      Replay replay,
      long handled,
      double rate,
      boolean release,
      boolean clean) {}

  record Checkpoints(List<Checkpoint> segments) {}

  /** Those that were not moved, since the token is not the latest, or the history was lost (L7). */
  record Refused(List<Lease> segments) {}

  /**
   * Moves each checkpoint whose token is the latest of its segment (C4), and whose epoch still
   * holds at that position. An owner that is refused a segment has lost it: it must start nothing
   * more, and claim again.
   */
  Future<Refused> checkpoint(Checkpoints checkpoints);
}
