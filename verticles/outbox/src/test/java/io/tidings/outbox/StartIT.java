package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node that is to empty an outbox does where it is not as it should be. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartIT {

  private final Vertx vertx = Vertx.vertx();
  private final Recorded log = new Recorded();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    RelayNode.await(vertx.close());
  }

  @Test
  void a_node_starts_while_the_server_is_down_and_makes_the_schema_when_it_is_back(
      @TempDir Path directory) throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Path place = directory.resolve("server");
    OutboxConfig config;
    try (EmbeddedPostgres server = server(place)) {
      config = OutboxConfig.of(server.uri());
    }

    deploy(config);
    await()
        .atMost(WithOutbox.PATIENCE)
        .until(() -> meters.get("tidings.outbox.oldest").gauge().value() > 0);

    try (EmbeddedPostgres back = server(place);
        Service service = new Service(config)) {
      assertThat(back.uri()).isEqualTo(config.uri().orElseThrow());
      await()
          .atMost(WithOutbox.PATIENCE)
          .until(
              () -> service.look("select to_regclass('$.relay')").equals("tidings_outbox.relay"));
      await()
          .atMost(WithOutbox.PATIENCE)
          .until(() -> meters.get("tidings.outbox.working").gauge().value() > 0);
      service.publish("s-1", "1").commit();
      await().atMost(WithOutbox.PATIENCE).until(() -> log.size() == 1);
      RelayNode.await(vertx.close());
    }
  }

  @Test
  void a_node_starts_while_the_server_takes_connections_and_does_not_answer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      OutboxConfig config =
          OutboxConfig.of("postgresql://u:p@127.0.0.1:" + silent.getLocalPort() + "/shop")
              .withTimeout(Duration.ofMillis(500));

      deploy(config);

      assertThat(meters.get("tidings.outbox.oldest").gauge().value()).isPositive();
      RelayNode.await(vertx.close());
    }
  }

  @Test
  void a_node_does_not_start_with_a_password_or_a_database_that_is_wrong() {
    String uri = TestServers.shared().uri();

    assertThat(refusal(OutboxConfig.of(uri.replaceFirst(":[^:@/]+@", ":wrong@"))))
        .isEqualTo("28P01");
    assertThat(refusal(OutboxConfig.of(uri.replaceFirst("/[^/]+$", "/none")))).isEqualTo("3D000");
  }

  @Test
  void a_node_does_not_start_if_its_user_may_not_make_the_tables() throws Exception {
    EmbeddedPostgres server = TestServers.shared();
    try (Service service = new Service(TestServers.freshOutbox())) {
      service.rows("create role unprivileged login password 'p'");
      service.rows("create schema forbidden");
      service.rows("grant usage on schema forbidden to unprivileged");
      service.commit();
    }

    assertThat(
            refusal(
                OutboxConfig.of(server.uri().replaceFirst("//[^@]+@", "//unprivileged:p@"))
                    .withSchema("forbidden")))
        .isEqualTo("42501");
  }

  /** The SQLSTATE with which it does not start. */
  private String refusal(OutboxConfig config) {
    SQLException refusal =
        catchThrowableOfType(
            SQLException.class,
            () -> {
              try {
                deploy(config);
              } catch (ExecutionException failure) {
                throw Throwables.getRootCause(failure);
              }
            });
    return refusal.getSQLState();
  }

  private void deploy(OutboxConfig config) throws Exception {
    vertx
        .deployVerticle(new OutboxVerticle(log, config, meters))
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static EmbeddedPostgres server(Path directory) {
    return EmbeddedPostgres.start(
        directory, Options.defaults().withBinariesDirectory(TestServers.BINARIES));
  }
}
