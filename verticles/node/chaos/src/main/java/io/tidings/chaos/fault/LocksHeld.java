package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sessions that are {@code idle in transaction} and hold what the nodes need: the lock that every
 * append takes, or the rows of segments.
 */
final class LocksHeld implements Fault {

  /** In the order in which nodes lock them: this is no deadlock. */
  private static final String SEGMENTS =
      "select from tidings.segment order by consumer, first_slot for update";

  private final List<Connection> holders = new ArrayList<>();

  @Override
  public String name() {
    return "locks-held";
  }

  @Override
  public Target target() {
    return Target.DATABASE;
  }

  @Override
  public Span span() {
    return Span.seconds(6, 15);
  }

  @Override
  public String strike(Rig rig, RandomGenerator random) throws SQLException {
    return switch (random.nextInt(3)) {
      case 0 -> {
        hold(rig, "select from tidings.log for update");
        yield "a session holds the lock of the log";
      }
      case 1 -> {
        hold(rig, SEGMENTS);
        yield "a session holds the rows of all segments";
      }
      default -> {
        hold(rig, "select from tidings.log for update");
        hold(rig, SEGMENTS);
        yield "sessions hold the lock of the log and the rows of all segments";
      }
    };
  }

  private void hold(Rig rig, String sql) throws SQLException {
    Connection connection = rig.database().connect();
    holders.add(connection);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void heal(Rig rig) throws SQLException {
    for (Connection holder : holders) {
      holder.close();
    }
    holders.clear();
  }
}
