package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service's database is replaced by one that has lost the last transactions, and gives their
 * numbers out again.
 */
class FailoverIT extends WithOutbox {

  /** One for each test. */
  private static final Deque<OutboxConfig> OUTBOXES = new ArrayDeque<>();

  @TempDir private static Path directories;

  private static EmbeddedPostgres primary;
  private static EmbeddedPostgres standby;
  private Switch address;

  /** What both have is one transaction in each outbox. */
  @BeforeAll
  static void start() throws Exception {
    Files.setPosixFilePermissions(directories, PosixFilePermissions.fromString("rwx--x--x"));
    Path first = directories.resolve("primary");
    Path second = directories.resolve("standby");
    try (EmbeddedPostgres both = start(first)) {
      for (int test = 0; test < 2; test++) {
        OUTBOXES.add(TestServers.freshOutbox(both));
        try (Service early = new Service(OUTBOXES.getLast())) {
          early.publish("s-0", "kept").commit();
        }
      }
    }
    Process copying =
        new ProcessBuilder("cp", "-Rp", first.toString(), second.toString()).inheritIO().start();
    assertThat(copying.waitFor()).isZero();
    primary = start(first);
    standby = start(second);
  }

  private static EmbeddedPostgres start(Path directory) {
    return EmbeddedPostgres.start(
        directory, Options.defaults().withBinariesDirectory(TestServers.BINARIES));
  }

  @AfterAll
  static void stop() {
    primary.close();
    standby.close();
  }

  @Override
  OutboxConfig freshOutbox() {
    address = new Switch(primary);
    open.add(address);
    return OutboxConfig.of(address.uri())
        .withSchema(OUTBOXES.removeFirst().schema())
        .withPoll(Duration.ZERO);
  }

  @Test
  void what_has_got_the_place_of_a_lost_row_is_recorded_though_the_lost_one_was_being_recorded()
      throws Exception {
    publish("lost", 10);
    log.refuseAll(true);
    relay();
    await().atMost(PATIENCE).until(() -> log.refusals() > 3);

    failOver();
    publish("new", 20);
    log.refuseAll(false);

    awaitRecorded(21);
    awaitEmpty();
    assertInOrder("new", 20);
  }

  @Test
  void numbers_that_are_given_out_again_come_in_order_though_they_were_passed() throws Exception {
    publish("lost", 200);
    relay();
    awaitRecorded(201);
    awaitEmpty();
    await().atMost(PATIENCE).until(service::relaySleeps);

    failOver();
    publish("new", 20);

    awaitRecorded(221);
    awaitEmpty();
    assertInOrder("new", 20);
    assertInOrder("lost", 200);
  }

  private void failOver() throws SQLException {
    address.to(standby);
    open.remove(service);
    service = service();
  }

  /** One transaction each, on two streams. */
  private void publish(String what, int count) throws SQLException {
    for (int n = 0; n < count; n++) {
      service.publish("s-" + n % 2, what + "-" + n).commit();
    }
  }

  private void assertInOrder(String what, int count) {
    for (int stream = 0; stream < 2; stream++) {
      List<String> ids = log.ids("s-" + stream);
      assertThat(ids.stream().filter(id -> id.startsWith(what)))
          .containsExactlyElementsOf(
              IntStream.iterate(stream, n -> n < count, n -> n + 2)
                  .mapToObj(n -> what + "-" + n)
                  .toList());
    }
    assertThat(log.ids()).doesNotHaveDuplicates().startsWith("kept");
  }
}
