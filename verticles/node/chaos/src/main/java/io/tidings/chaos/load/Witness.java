package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks the database itself for the head, again and again. */
final class Witness extends Clients {

  private static final double PER_SECOND = 100;
  private static final long PAUSE_MILLIS = 200;
  private static final int PATIENCE_SECONDS = 5;

  private final Site site;
  private Entry.Witnessed last;
  private volatile long asked = Long.MIN_VALUE;

  Witness(Site site) {
    super("witness", 1);
    this.site = site;
  }

  @Override
  public boolean worksSince(long moment) {
    return asked > moment;
  }

  @Override
  void work(int client, String called) throws InterruptedException {
    while (!stopping()) {
      try (Connection connection = site.database().open();
          PreparedStatement head =
              connection.prepareStatement("select epoch, position from tidings.head")) {
        head.setQueryTimeout(PATIENCE_SECONDS);
        look(head);
      } catch (SQLException away) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    if (last != null) {
      site.recorder().write(last);
    }
  }

  private void look(PreparedStatement head) throws SQLException, InterruptedException {
    Pace pace = new Pace(PER_SECOND);
    while (!stopping()) {
      long now = System.nanoTime();
      try (ResultSet row = head.executeQuery()) {
        row.next();
        note(new Entry.Witnessed(System.nanoTime(), now, row.getLong(1), row.getLong(2)));
      }
      asked = now;
      pace.await();
    }
  }

  /** Of the same head only the last look says something. */
  private void note(Entry.Witnessed seen) {
    if (last != null && (last.head() != seen.head() || last.epoch() != seen.epoch())) {
      site.recorder().write(last);
    }
    last = seen;
  }
}
