package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.run.RunOptions;
import io.tidings.chaos.run.Session;
import io.tidings.chaos.sabotage.Breakage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever breaks a guarantee is found out: the other half of what {@link ChaosIT} says. */
@Tag("long")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SabotageIT {

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "EARLY, D1, too-early, none, 12, 'single,sql,live,witness'",
    "UNFENCED, C4, two-owners, database-cut, 45, 'single,sql,handlers,witness'",
    "SEQUENCE, D2, holes, slow-commits, 45, 'single,batch,sql,live,witness'",
    "UNREPAIRED, D2, readers-behind, none, 10, 'single,sql,live,witness'",
  })
  void a_broken_guarantee_is_found(
      Breakage broken, String guarantee, String check, String fault, int seconds, String loads)
      throws Exception {
    Path directory = Files.createDirectory(temporary.resolve("run"));
    for (Path path : List.of(temporary, directory)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    }
    RunOptions options =
        new RunOptions(
            Duration.ofSeconds(seconds),
            3,
            List.of(fault),
            100,
            Set.copyOf(Arrays.asList(loads.split(","))),
            directory,
            true,
            broken.name());

    assertThat(Session.run(options)).as("1 if something was found").isEqualTo(1);
    assertThat(Files.readString(directory.resolve("page.md")))
        .contains("### " + guarantee + " " + check + "\n\n- ");
  }
}
