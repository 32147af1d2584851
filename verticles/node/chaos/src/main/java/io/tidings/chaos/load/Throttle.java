package io.tidings.chaos.load;

import java.sql.SQLException;
import java.util.DoubleSummaryStatistics;

/**
 * Lets clients append as fast as they are to, and slower while consumers are behind: what a machine
 * is too slow for says nothing about the faults that strike on it.
 */
public final class Throttle {

  private static final double SLOWER = 0.8;
  private static final double FASTER = 1.1;
  private static final double LEAST = 0.1;

  private static final String BEHIND =
      "select (select position from tidings.head) - (select min(position) from tidings.segment)";

  /** How many events the last of the consumers is behind. */
  @FunctionalInterface
  interface Backlog {
    long events() throws SQLException;
  }

  private final Backlog backlog;
  private final double most;
  private final DoubleSummaryStatistics shares = new DoubleSummaryStatistics();
  private volatile double share = 1;

  /**
   * @param most so many events behind are no reason to append more slowly
   */
  public Throttle(Connections database, double most) {
    this(() -> database.number(BEHIND), most);
  }

  Throttle(Backlog backlog, double most) {
    this.backlog = backlog;
    this.most = most;
  }

  /** To be called every second while clients append. */
  public synchronized void look() {
    try {
      double change = backlog.events() > most ? SLOWER : FASTER;
      share = Math.min(1, Math.max(LEAST, share * change));
    } catch (SQLException away) {
      // As long as nobody can say how far they are, nothing changes.
    }
    shares.accept(share);
  }

  /** The part of its rate that a client may append at now. */
  double share() {
    return share;
  }

  /** The same on average until now. */
  public synchronized double average() {
    return shares.getCount() == 0 ? 1 : shares.getAverage();
  }
}
