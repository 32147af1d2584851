package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L7 over what happens to servers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EpochsIT {

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();

  /** The server may run as a user who does not own the directory. */
  @BeforeEach
  void openTheWay() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @AfterEach
  void closeVertx() {
    AwaitedLog.await(vertx.close());
  }

  @Test
  void L7_a_restart_begins_an_epoch_and_costs_no_reader_anything() {
    Head before = onServer("data", log -> grown(log, 3));
    Head after = onServer("data", AwaitedLog::head);

    assertThat(after.epoch()).isGreaterThan(before.epoch());
    assertThat(after.position()).isEqualTo(3);
    onServer(
        "data",
        log -> {
          TestLogs.record(log, 2);
          assertThat(positionsAfter(log, before.cursor())).containsExactly(4L, 5L);
          assertThat(positionsAfter(log, after.cursor())).containsExactly(4L, 5L);
          return null;
        });
  }

  @Test
  void L7_an_event_keeps_the_epoch_in_which_it_was_recorded() {
    Head first = onServer("data", log -> grown(log, 1));
    onServer(
        "data",
        log -> {
          Head second = grown(log, 1);
          assertThat(log.readAll())
              .extracting(RecordedEvent::epoch)
              .containsExactly(first.epoch(), second.epoch());
          return null;
        });
  }

  @Test
  void L7_a_data_directory_rolled_back_refuses_cursors_of_the_lost_tail() throws IOException {
    Head shared = onServer("data", log -> grown(log, 3));
    copy(directory.resolve("data"), directory.resolve("backup"));
    Head lost = onServer("data", log -> grown(log, 2));

    onServer(
        "backup",
        log -> {
          Cursor backTo = new Cursor(log.head().epoch(), 3);
          checkAfterTheRollback(log, shared.epoch(), lost, backTo);
          TestLogs.record(log, 7);
          assertThat(log.head().position()).isEqualTo(10);
          checkAfterTheRollback(log, shared.epoch(), lost, backTo);
          return null;
        });
    onServer(
        "backup",
        log -> {
          checkAfterTheRollback(log, shared.epoch(), lost, new Cursor(log.head().epoch(), 3));
          return null;
        });
  }

  private static void checkAfterTheRollback(
      AwaitedLog log, long sharedEpoch, Head lost, Cursor backTo) {
    assertThat(log.refusal(after(lost.cursor())).goBackTo()).isEqualTo(backTo);
    assertThat(log.refusal(after(new Cursor(lost.epoch(), 4))).goBackTo()).isEqualTo(backTo);
    assertThat(log.refusal(after(new Cursor(sharedEpoch, 4))).goBackTo()).isEqualTo(backTo);

    List<Long> rest = positionsAfter(log, backTo);
    assertThat(positionsAfter(log, new Cursor(sharedEpoch, 3))).isEqualTo(rest);
    assertThat(positionsAfter(log, new Cursor(lost.epoch(), 3))).isEqualTo(rest);
    assertThat(positionsAfter(log, new Cursor(sharedEpoch, 1)))
        .startsWith(2L, 3L)
        .endsWith(rest.toArray(Long[]::new));
  }

  @Test
  void L7_a_copy_of_the_database_is_another_history() throws SQLException {
    EmbeddedPostgres server = start("data");
    try (server) {
      PostgresLogConfig original = PostgresLogConfig.of(server.uri());
      TestLogs.with(vertx, original, log -> TestLogs.record(log, 3));
      try (Psql psql = Psql.connect(server, "postgres", "public")) {
        psql.rows("create database copied template " + server.database());
      }
      PostgresLogConfig copied = PostgresLogConfig.of(server.uri().replaceAll("[^/]+$", "copied"));
      TestLogs.with(vertx, original, log -> TestLogs.record(log, 1));

      TestLogs.with(
          vertx,
          original,
          one ->
              TestLogs.with(
                  vertx,
                  copied,
                  other -> {
                    assertThat(other.head().position()).isEqualTo(3);
                    assertThat(other.head().epoch()).isGreaterThan(one.head().epoch());
                    assertThat(other.refusal(after(one.head().cursor())).goBackTo())
                        .isEqualTo(other.head().cursor());
                  }));
    }
  }

  private static Head grown(AwaitedLog log, int count) {
    TestLogs.record(log, count);
    return log.head();
  }

  private static List<Long> positionsAfter(AwaitedLog log, Cursor cursor) {
    return log.readAll(after(cursor)).stream().map(RecordedEvent::position).toList();
  }

  private static Query after(Cursor cursor) {
    return Query.after(cursor, Filter.ALL, 100);
  }

  private <T> T onServer(String name, Function<AwaitedLog, T> block) {
    Object[] outcome = new Object[1];
    try (EmbeddedPostgres server = start(name)) {
      TestLogs.with(
          vertx, PostgresLogConfig.of(server.uri()), log -> outcome[0] = block.apply(log));
    }
    @SuppressWarnings("unchecked")
    T result = (T) outcome[0];
    return result;
  }

  private EmbeddedPostgres start(String name) {
    return EmbeddedPostgres.start(
        directory.resolve(name), Options.defaults().withBinariesDirectory(TestServers.BINARIES));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            return copied(path);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            return copied(path);
          }

          private FileVisitResult copied(Path path) throws IOException {
            Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
