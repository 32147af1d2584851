package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service's database is stopped and started again. */
class ServerRestartIT extends WithOutbox {

  private static final int STREAMS = 7;

  @TempDir private static Path directory;

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    server =
        EmbeddedPostgres.start(
            directory.resolve("server"),
            Options.defaults().withBinariesDirectory(TestServers.BINARIES));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Override
  OutboxConfig freshOutbox() {
    return TestServers.freshOutbox(server).withBatchEvents(20).withPoll(Duration.ZERO);
  }

  @Test
  void L5_a_relay_goes_on_when_the_server_is_back_and_what_it_had_recorded_is_not_recorded_again()
      throws Exception {
    publish(0, 200);
    CountDownLatch woken = new CountDownLatch(1);
    open.add(woken::countDown);
    RelayNode relay = relay(config, log.freezing(woken));
    awaitRecorded(20);

    stop();
    woken.countDown();
    await().atMost(PATIENCE).until(() -> !works(relay));
    assertThat(oldestSeconds(relay)).isPositive();
    startAgain();
    publish(200, 300);

    awaitRecorded(300);
    awaitEmpty();
    assertOnceAndInOrder(300);
    assertThat(relay.events("repeated")).isPositive();
  }

  @Test
  void a_relay_that_sleeps_when_the_server_is_stopped_is_woken_without_polling_when_it_is_back()
      throws Exception {
    RelayNode relay = relay();
    publish(0, 1);
    awaitRecorded(1);
    await().atMost(PATIENCE).until(service::relaySleeps);
    assertThat(oldestSeconds(relay)).isZero();
    stop();
    await().atMost(PATIENCE).until(() -> oldestSeconds(relay) > 0);
    startAgain();
    publish(1, 2);
    awaitRecorded(2);
    await().atMost(PATIENCE).until(service::relaySleeps);
    publish(2, 3);

    awaitRecorded(3);
    awaitEmpty();
    assertOnceAndInOrder(3);
    await().atMost(PATIENCE).until(() -> oldestSeconds(relay) == 0);
  }

  private static boolean works(RelayNode relay) {
    return relay.meters.get("tidings.outbox.working").gauge().value() > 0;
  }

  private static double oldestSeconds(RelayNode relay) {
    return relay.meters.get("tidings.outbox.oldest").gauge().value();
  }

  private void stop() throws SQLException {
    service.close();
    open.remove(service);
    server.close();
  }

  private void startAgain() throws IOException, SQLException {
    start();
    service = service();
  }

  /** One transaction each. */
  private void publish(int from, int to) throws SQLException {
    for (int n = from; n < to; n++) {
      service.publish("s-" + n % STREAMS, Integer.toString(n)).commit();
    }
  }

  private void assertOnceAndInOrder(int published) {
    assertThat(log.ids()).hasSize(published);
    for (int stream = 0; stream < STREAMS; stream++) {
      assertThat(log.ids("s-" + stream))
          .isEqualTo(
              IntStream.iterate(stream, n -> n < published, n -> n + STREAMS)
                  .mapToObj(Integer::toString)
                  .toList());
    }
  }
}
