package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import io.tidings.log.LogFailure;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.Samples;
import io.tidings.model.Append;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.Receipt;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers and listeners see when connections break. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionLossIT {

  private static final String CUT =
      "select count(pg_terminate_backend(pid)) from pg_stat_activity"
          + " where application_name = 'tidings' and pid <> pg_backend_pid()";

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private EmbeddedPostgres server;
  private PostgresEventLog log;

  @BeforeEach
  void open() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    server = start();
    log = AwaitedLog.await(PostgresEventLog.open(vertx, PostgresLogConfig.of(server.uri())));
  }

  @AfterEach
  void close() {
    AwaitedLog.await(log.close());
    AwaitedLog.await(vertx.close());
    server.close();
  }

  @Test
  void L5_an_append_goes_on_with_the_same_ids_when_the_server_is_back() {
    Append append = Append.of(Samples.event("order-1", "a"), Samples.event("order-1", "b"));
    List<Receipt> receipts = new AwaitedLog(log).record(append);
    server.close();

    assertThat(catchThrowable(() -> AwaitedLog.await(log.append(append))))
        .isInstanceOf(LogFailure.Unavailable.class);
    assertThat(catchThrowable(() -> AwaitedLog.await(log.head())))
        .isInstanceOf(LogFailure.Unavailable.class);

    server = start();
    assertThat(new AwaitedLog(log).repeat(append)).isEqualTo(receipts);
  }

  @Test
  void a_statement_that_waits_too_long_is_given_up_and_nothing_is_recorded() throws SQLException {
    Append append = Append.of(Samples.event("order-1"));
    try (Psql psql = Psql.connect(server, "tidings")) {
      psql.rows("begin; select from log for update");

      assertThat(catchThrowable(() -> AwaitedLog.await(log.append(append))))
          .isInstanceOf(LogFailure.Unavailable.class);
      psql.rows("rollback");
    }

    assertThat(AwaitedLog.await(log.append(append)))
        .isInstanceOfSatisfying(
            Recorded.class, recorded -> assertThat(recorded.duplicate()).isFalse());
  }

  @Test
  void appends_of_other_clients_give_a_hint() throws SQLException {
    AtomicInteger hints = new AtomicInteger();
    AwaitedLog.await(log.onAppend(hints::incrementAndGet));
    int before = hints.get();

    try (Psql psql = Psql.connect(server, "tidings")) {
      psql.rows("select append(ids => array['1'], sources => array['/s'], types => array['t'])");
    }

    await().untilAsserted(() -> assertThat(hints.get()).isGreaterThan(before));
  }

  @Test
  void a_listener_that_was_cut_off_is_hinted_when_it_listens_again() throws SQLException {
    AtomicInteger hints = new AtomicInteger();
    AwaitedLog.await(log.onAppend(hints::incrementAndGet));
    int before = hints.get();

    try (Psql psql = Psql.connect(server, "tidings")) {
      psql.rows(CUT);
    }

    await().untilAsserted(() -> assertThat(hints.get()).isGreaterThan(before));
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(
        directory.resolve("server"),
        Options.defaults().withBinariesDirectory(TestServers.BINARIES));
  }
}
