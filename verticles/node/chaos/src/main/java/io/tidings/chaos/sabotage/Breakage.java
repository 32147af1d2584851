package io.tidings.chaos.sabotage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * One guarantee broken on purpose, to see that the checker notices. Nothing in the nodes' own code
 * knows of it: functions of the database are replaced, or classes of a node as it loads them.
 */
public enum Breakage {
  /** Frames are published before the transaction that records their events (D1). */
  EARLY,
  /** A checkpoint is written whoever holds the segment (C4). */
  UNFENCED,
  /** Positions come from a sequence, not from under the lock of the log (L3). */
  SEQUENCE,
  /** A reader who has missed something is told that there is nothing more (D2). */
  UNREPAIRED;

  private static final String LOCK = "from log l for update;";
  private static final String BEFORE_INSERT = "if doubtful then";
  private static final String FENCE = "and s.token = asked.token";
  private static final String LATE = "< (former.position, former.through)";

  /**
   * What the nodes' JVMs are to be started with.
   *
   * @param directory may be written to
   */
  public List<String> jvmOptions(Path directory) {
    return switch (this) {
      case EARLY, UNREPAIRED -> List.of(SabotageAgent.option(directory, this));
      case UNFENCED, SEQUENCE -> List.of();
    };
  }

  /** Changes the database, once the nodes have made their tables; not twice. */
  public void apply(Connection database) throws SQLException {
    switch (this) {
      case EARLY, UNREPAIRED -> {}
      case UNFENCED ->
          Function.read(database, "consumer_checkpoint")
              .with(FENCE, "")
              .with(LATE, "< (0, 0)")
              .install(database);
      case SEQUENCE -> {
        Function.runFile(database, "positions.sql");
        Function.read(database, "append")
            .with(LOCK, "from log l;")
            .with(BEFORE_INSERT, "head := chaos_positions(size);\n  " + BEFORE_INSERT)
            .install(database);
      }
    }
  }
}
