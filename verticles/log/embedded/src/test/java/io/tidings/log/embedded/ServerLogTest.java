package io.tidings.log.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerLogTest {

  @TempDir Path directory;

  @Test
  void keeps_the_logs_of_three_runs_before() throws Exception {
    ServerLog log = ServerLog.in(directory);
    for (int run = 1; run <= 6; run++) {
      log.rotate();
      Files.writeString(log.file(), "run " + run);
    }

    assertThat(log.file()).hasContent("run 6");
    assertThat(directory.resolve("postgres.log.1")).hasContent("run 5");
    assertThat(directory.resolve("postgres.log.3")).hasContent("run 3");
    assertThat(Directories.list(directory)).hasSize(4);
  }

  @Test
  void shows_the_last_lines_of_a_long_log() throws Exception {
    ServerLog log = ServerLog.in(directory);
    Files.write(log.file(), IntStream.rangeClosed(1, 5000).mapToObj(i -> "line " + i).toList());

    assertThat(log.tail()).contains("line 4986", "line 5000").doesNotContain("line 4985");
  }

  @Test
  void says_so_when_there_is_no_log() {
    assertThat(ServerLog.in(directory).tail()).contains("No log").contains("postgres.log");
  }
}
