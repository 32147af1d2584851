package io.tidings.log.embedded;

import static io.tidings.log.embedded.Servers.OPTIONS;
import static io.tidings.log.embedded.Servers.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import io.tidings.log.embedded.Servers.PassableDirectory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartIT {

  @TempDir(factory = PassableDirectory.class)
  Path directory;

  @Test
  void data_password_and_port_stay_over_a_restart() throws Exception {
    String password;
    int port;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      password = server.password();
      port = server.port();
      query(server, "CREATE TABLE kept AS SELECT 7 AS number");
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(query(server, "SELECT number FROM kept")).containsExactly("7");
      assertThat(server.password()).isEqualTo(password);
      assertThat(server.port()).isEqualTo(port);
      assertThat(directory.resolve("postgres.log.1")).exists();
    }
    try (EmbeddedPostgres other = EmbeddedPostgres.start(directory, OPTIONS.withDatabase("d2"))) {
      assertThat(query(other, "SELECT current_database()")).containsExactly("d2");
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(query(server, "SELECT number FROM kept")).containsExactly("7");
    }
  }

  @Test
  void a_server_that_was_killed_is_noticed_and_recovers_at_the_next_start() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      query(server, "CREATE TABLE kept AS SELECT 7 AS number");
      Signals.send("KILL", server.pid());
      server.onExit().get(10, TimeUnit.SECONDS);
      assertThat(server.isAlive()).isFalse();
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(query(server, "SELECT number FROM kept")).containsExactly("7");
    }
  }

  @Test
  void a_remembered_port_that_is_taken_is_replaced_but_a_configured_one_is_insisted_on()
      throws Exception {
    int port;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      port = server.port();
    }
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(directory, OPTIONS.withPort(port)))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessageContaining("port " + port + " is taken");
      try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
        assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
        assertThat(query(server, "SELECT 1")).containsExactly("1");
      }
    }
  }

  @Test
  void a_setting_that_the_server_refuses_is_quoted_from_its_log() {
    Options options = OPTIONS.withSettings(Map.of("shared_buffers", "many"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, options))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
  }

  @Test
  void data_of_another_major_version_are_refused_and_left_alone() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "13\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, OPTIONS))
        .isInstanceOfSatisfying(
            EmbeddedPostgresException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.VERSION_MISMATCH))
        .hasMessageContaining("PostgreSQL 13")
        .hasMessageContaining("18.")
        .hasMessageContaining(directory.toString());
    assertThat(Directories.list(data)).hasSize(1);
  }

  @Test
  void data_without_their_password_are_refused() throws Exception {
    EmbeddedPostgres.start(directory, OPTIONS).close();
    Files.delete(directory.resolve("password"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, OPTIONS))
        .hasMessageContaining(directory.resolve("password").toString());
  }

  @Test
  void an_interrupted_initialisation_is_begun_anew() throws Exception {
    Path half = Files.createDirectory(directory.resolve("data.new-0"));
    Files.writeString(half.resolve("PG_VERSION"), "18");
    Files.writeString(directory.resolve("password.initdb-0"), "secret");

    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, OPTIONS)) {
      assertThat(query(server, "SELECT 1")).containsExactly("1");
      assertThat(half).doesNotExist();
      assertThat(directory.resolve("password.initdb-0")).doesNotExist();
    }
  }
}
