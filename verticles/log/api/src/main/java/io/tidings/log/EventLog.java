package io.tidings.log;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.util.List;

/**
 * The log: appends events and reads them back. Every implementation passes the conformance suite;
 * the numbers are those of {@code docs/guarantees.md}.
 *
 * <p>Methods may be called from any thread, never block, and complete on the caller's Vert.x
 * context when it has one. A future that fails does so with a {@link LogFailure}, which says what
 * to do next.
 */
public interface EventLog {

  /**
   * Records a batch of appends in its order. Each append is recorded as a whole or not at all (L1),
   * and succeeds or fails for itself. Positions have no gaps (L3), a stale expected version changes
   * nothing (L4), nor does one whose boundary something has been recorded in (L9), and repeating an
   * append changes nothing (L5). What is answered as recorded is committed (L6).
   *
   * @param batch at least one append
   * @return one result for each append, in the order of the batch; fails with {@link
   *     LogFailure.Unavailable} when the outcome is unknown (repeat the same batch, see L5) or with
   *     {@link LogFailure.Overloaded} when nothing was recorded (repeat later)
   */
  Future<List<AppendResult>> append(List<Append> batch);

  /** A batch of one append. */
  default Future<AppendResult> append(Append append) {
    return append(List.of(append)).map(results -> results.get(0));
  }

  /**
   * One page; see {@link Page} for when it is the last. Costs bounded work however few events
   * match.
   *
   * @return fails with {@link LogFailure.CursorLost} if the query reads on from a cursor of a lost
   *     future (L7), or with {@link LogFailure.Unavailable}
   */
  Future<Page> read(Query query);

  /** The end of the log; everything up to it can be read. */
  Future<Head> head();
}
