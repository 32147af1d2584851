package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.load.Loads;
import io.tidings.chaos.run.RunOptions;
import io.tidings.chaos.run.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A short run of what {@code scripts/chaos} does for longer, and with more faults. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChaosIT {

  private static final List<String> FAULTS =
      List.of("kill", "freeze", "terminate", "database-crash", "connections-cut", "database-cut");

  @Test
  void N1_all_guarantees_are_kept_while_nodes_and_database_are_killed() throws Exception {
    // Kept if something is found, and deleted otherwise.
    Path directory = Files.createTempDirectory("tidings-chaos-").toRealPath();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    RunOptions options =
        new RunOptions(
            Duration.ofSeconds(100), 3, FAULTS, 100, Set.copyOf(Loads.NAMES), directory, false, "");

    assertThat(Session.run(options)).as("0 if nothing was found").isZero();
  }
}
