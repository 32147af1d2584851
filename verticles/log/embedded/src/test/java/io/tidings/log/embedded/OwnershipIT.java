package io.tidings.log.embedded;

import static io.tidings.log.embedded.Servers.OPTIONS;
import static io.tidings.log.embedded.Servers.awaitEnd;
import static io.tidings.log.embedded.Servers.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import io.tidings.log.embedded.Servers.PassableDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnershipIT {

  @TempDir(factory = PassableDirectory.class)
  Path directory;

  private final List<Process> children = new ArrayList<>();

  @AfterEach
  void end_children() throws InterruptedException {
    for (Process child : children) {
      List<ProcessHandle> family = child.descendants().toList();
      child.destroyForcibly().waitFor();
      family.forEach(member -> awaitEnd(member.pid()));
    }
  }

  @Test
  void a_second_owner_in_the_same_jvm_is_refused() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      refused("this process");
      refused("this process");
      assertThat(answerOf(owner())).startsWith("DIRECTORY_IN_USE");
      assertThat(query(server, "SELECT 1")).containsExactly("1");
    }
  }

  @Test
  void a_second_owner_in_another_jvm_is_refused_and_told_who_has_it() throws Exception {
    Process owner = owner();
    long server = pidOf(answerOf(owner));

    refused("process " + owner.pid());
    assertThat(ProcessHandle.of(server)).isPresent();
  }

  @Test
  void no_server_outlives_a_killed_owner() throws Exception {
    assumeTrue(Tether.find().endsWithJvm(), "needs util-linux");
    Process owner = owner();
    long server = pidOf(answerOf(owner));

    owner.destroyForcibly().waitFor();

    awaitEnd(server);
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void the_next_start_need_not_wait_for_the_server_of_a_killed_owner() throws Exception {
    Process owner = owner();
    long before = pidOf(answerOf(owner));

    owner.destroyForcibly().waitFor();

    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(server.pid()).isNotEqualTo(before);
      assertThat(query(server, "SELECT 1")).containsExactly("1");
      awaitEnd(before);
    }
  }

  @Test
  void a_server_without_an_owner_is_stopped_at_the_next_start() throws Exception {
    int port;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      port = server.port();
    }
    Process orphan = untetheredServer(port);

    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(orphan.waitFor()).isZero();
      assertThat(server.pid()).isNotEqualTo(orphan.pid());
      assertThat(server.port()).isEqualTo(port);
      assertThat(query(server, "SELECT 1")).containsExactly("1");
    }
  }

  @Test
  void a_pid_file_that_names_an_unrelated_process_does_not_prevent_a_start() throws Exception {
    EmbeddedPostgres.start(directory, OPTIONS).close();
    Path pidFile = directory.resolve("data/postmaster.pid");
    // as after a power cut, when the pid has gone to another program of the same user
    Process unrelated = new ProcessBuilder("sleep", "600").start();
    children.add(unrelated);
    Files.writeString(pidFile, "%d%n%s%n0%n5432%n".formatted(unrelated.pid(), directory));
    Account.ownerOf(directory.resolve("data")).own(pidFile);

    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(query(server, "SELECT 1")).containsExactly("1");
      assertThat(unrelated.isAlive()).isTrue();
    }
  }

  private void refused(String holder) {
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, OPTIONS))
        .isInstanceOfSatisfying(
            EmbeddedPostgresException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DIRECTORY_IN_USE))
        .hasMessageContaining(holder)
        .hasMessageContaining(directory.toString());
  }

  private Process owner() throws IOException {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OwnerMain.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    children.add(owner);
    return owner;
  }

  private Process untetheredServer(int port) throws Exception {
    Path data = directory.resolve("data");
    Installation binaries = Servers.installation();
    List<String> command =
        Command.concat(
            Privileges.find(directory, data, binaries)
                .command(binaries.postgres().toString(), "-D", data.toString()),
            Settings.arguments(port, OPTIONS));
    Process server = Command.builder(command).inheritIO().start();
    children.add(server);
    org.awaitility.Awaitility.await()
        .until(() -> PostmasterPid.read(data).filter(PostmasterPid::isReady).isPresent());
    return server;
  }

  /** The line that the child prints when it has, or has not, a server; log lines go before. */
  private static String answerOf(Process owner) throws IOException {
    BufferedReader lines = owner.inputReader();
    String line = lines.readLine();
    while (line != null && !line.startsWith("pid ") && !line.startsWith("DIRECTORY_")) {
      line = lines.readLine();
    }
    return line;
  }

  private static long pidOf(String answer) {
    return Long.parseLong(answer.substring("pid ".length()));
  }
}
