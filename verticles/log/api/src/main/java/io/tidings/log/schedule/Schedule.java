package io.tidings.log.schedule;

import io.tidings.log.LogFailure;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Appends that are to be recorded later. What is accepted is durable (S1), is recorded once (S2),
 * not before it is due and soon after (S3), unless it is cancelled before (S4). Every
 * implementation passes the conformance suite; the numbers are those of {@code docs/guarantees.md}.
 *
 * <p>Time is the clock of the store, whatever the clocks of the nodes say. Appends that are due at
 * different times may be recorded in another order when several nodes record at once; what belongs
 * together belongs into one append. An expected version is looked at when the append is recorded.
 *
 * <p>Methods may be called from any thread, never block, and complete on the caller's Vert.x
 * context when it has one. A future that fails does so with a {@link LogFailure}; after {@link
 * LogFailure.Unavailable} every call may be repeated as it was.
 */
public interface Schedule {

  /**
   * Accepts an append. May be repeated: the same request with the same id is answered as the first
   * time, with what has become of it since, for at least a day after it has ended.
   *
   * @return {@link ScheduleResult.Refused} if the id stands for another append or for a cancelled
   *     one; nothing has changed then
   */
  Future<ScheduleResult> schedule(ScheduleRequest request);

  /** Cancels what is pending, or gives up what has failed. May be repeated. */
  Future<Cancellation> cancel(String id);

  /** What has become of it; nothing if the id is unknown, or was ended long ago. */
  Future<Optional<Scheduled>> get(String id);

  /**
   * What is not done yet: pending, being recorded, or failed; in order of the time when it is due.
   *
   * @param after the last of the page before, null for the first page; whether it is still there
   *     does not matter
   * @param limit from 1 to {@value ScheduledPage#MAX_LIMIT}
   */
  Future<ScheduledPage> list(ScheduledPage.Place after, int limit);
}
