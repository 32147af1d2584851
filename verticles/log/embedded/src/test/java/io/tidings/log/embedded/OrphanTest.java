package io.tidings.log.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.embedded.Orphan.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OrphanTest {

  @TempDir Path data;

  @Test
  void a_process_that_ended_is_gone() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();

    assertThat(Orphan.identify(ended.pid(), data)).isEqualTo(Identity.GONE);
  }

  @Test
  void any_other_program_is_unrelated() {
    long self = ProcessHandle.current().pid();

    assertThat(Orphan.identify(self, data)).isEqualTo(Identity.UNRELATED);
  }

  @Test
  void a_server_is_known_by_the_data_it_works_on() throws Exception {
    Path program = Files.createSymbolicLink(data.resolve("postgres"), Path.of("/bin/sleep"));
    Process server = new ProcessBuilder(program.toString(), "600").directory(data.toFile()).start();
    try {
      Path real = data.toRealPath();
      assertThat(Orphan.identify(server.pid(), real)).isEqualTo(Identity.SERVER_OF_THIS_DATA);
      assertThat(Orphan.identify(server.pid(), real.resolveSibling("other")))
          .isEqualTo(Identity.UNRELATED);
    } finally {
      server.destroyForcibly().waitFor();
      Files.delete(program);
    }
  }

  @Test
  void the_pid_file_is_read_while_it_grows() throws Exception {
    Path file = data.resolve("postmaster.pid");
    assertThat(PostmasterPid.read(data)).isEmpty();
    Files.writeString(file, "");
    assertThat(PostmasterPid.read(data)).isEmpty();
    Files.writeString(file, "42\n/data\n1\n");
    assertThat(PostmasterPid.read(data)).contains(new PostmasterPid(42, 0, ""));
    Files.writeString(file, "42\n/data\n1\n5432\n\n127.0.0.1\n 1 2\nready   \n");
    assertThat(PostmasterPid.read(data)).contains(new PostmasterPid(42, 5432, "ready"));
    assertThat(PostmasterPid.read(data).map(PostmasterPid::isReady)).isEqualTo(Optional.of(true));
  }

  @Test
  void a_disowned_pid_file_keeps_all_but_the_pid() throws Exception {
    Path file = data.resolve("postmaster.pid");
    Files.writeString(file, "42\n/data\n1\n5432\n");

    PostmasterPid.disown(data);

    assertThat(Files.readAllLines(file)).containsExactly("2147483646", "/data", "1", "5432");
  }
}
