package io.tidings.log.embedded;

import static io.tidings.log.embedded.Servers.OPTIONS;
import static io.tidings.log.embedded.Servers.awaitEnd;
import static io.tidings.log.embedded.Servers.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLState;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedPostgresIT {

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() {
    server = EmbeddedPostgres.temporary(OPTIONS.withSettings(Map.of("work_mem", "5MB")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answers_sql_in_its_own_database() throws Exception {
    assertThat(query(server, "SELECT current_database()")).containsExactly("tidings");
    assertThat(query(server, "SELECT current_user")).containsExactly("tidings");
    assertThat(query(server, "SHOW server_version"))
        .first()
        .asString()
        .startsWith(server.version());
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "full_page_writes, on",
    "synchronous_commit, on",
    "data_checksums, on",
    "listen_addresses, 127.0.0.1",
    "unix_socket_directories, ''",
    "password_encryption, scram-sha-256",
    "server_encoding, UTF8",
    "max_connections, 50",
    "huge_pages, off",
    "jit, off",
    "autovacuum, on",
    "checkpoint_timeout, 15min",
    "max_wal_size, 2GB",
    "log_timezone, UTC",
    "work_mem, 5MB"
  })
  void runs_with_the_promised_setting(String name, String value) throws Exception {
    assertThat(query(server, "SHOW " + name)).containsExactly(value);
  }

  @Test
  void durability_cannot_be_switched_off_by_an_altered_system() throws Exception {
    query(server, "ALTER SYSTEM SET fsync = off");
    query(server, "SELECT pg_reload_conf()");
    assertThat(query(server, "SHOW fsync")).containsExactly("on");
    query(server, "ALTER SYSTEM RESET fsync");
  }

  @Test
  void refuses_a_wrong_password_and_none() {
    for (String wrong : new String[] {"wrong", ""}) {
      assertThatThrownBy(() -> query(server, wrong, "SELECT 1"))
          .isInstanceOfSatisfying(
              SQLException.class,
              refusal ->
                  assertThat(refusal.getSQLState())
                      .isIn("28P01", PSQLState.CONNECTION_REJECTED.getState()));
    }
  }

  @Test
  void keeps_the_password_to_itself() throws Exception {
    Path directory = server.dataDirectory().getParent();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("password"))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("postgres.log"))))
        .isEqualTo("rw-------");
    assertThat(server.password()).hasSize(43);
    assertThat(server.toString()).doesNotContain(server.password()).contains("127.0.0.1");
    assertThat(server.jdbcUrl()).doesNotContain(server.password());
    assertThat(server.uri())
        .isEqualTo(
            "postgresql://tidings:%s@127.0.0.1:%d/tidings"
                .formatted(server.password(), server.port()));
    assertThat(Directories.list(directory))
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrder(
            "data", "owner", "owner.lock", "password", "postgres.log", "server.properties");
  }

  @Test
  void a_temporary_server_leaves_nothing_behind() throws Exception {
    EmbeddedPostgres temporary = EmbeddedPostgres.temporary(OPTIONS);
    assertThat(temporary.isAlive()).isTrue();

    temporary.close();
    temporary.close();

    temporary.onExit().get(10, TimeUnit.SECONDS);
    awaitEnd(temporary.pid());
    assertThat(temporary.dataDirectory().getParent()).doesNotExist();
  }
}
