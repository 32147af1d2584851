package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.embedded.Binaries;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The oldest version that is supported. */
class Postgres14IT {

  private static final Path JARS = Path.of("target", "postgres-binaries");

  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() {
    server =
        EmbeddedPostgres.temporary(
            Options.defaults()
                .withBinaries(Binaries.fromJar(jar()))
                .withBinariesDirectory(TestServers.BINARIES));
    assertThat(server.version()).startsWith("14.");
  }

  private static Path jar() {
    try (Stream<Path> jars = Files.list(JARS)) {
      List<Path> found = jars.toList();
      assertThat(found).as("binaries in %s", JARS).hasSize(1);
      return found.get(0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Nested
  class PlansOf14 extends Plans {

    @Override
    EmbeddedPostgres server() {
      return server;
    }
  }

  @Nested
  class Publishing extends WithOutbox {

    @Override
    OutboxConfig freshOutbox() {
      return TestServers.freshOutbox(server);
    }

    @Test
    void what_is_published_comes_in_commit_order_before_and_while_the_relay_runs()
        throws Exception {
      Service slow = service();
      slow.publish("s-1", "first published, last committed");
      service.publish("s-1", "a").publish("s-2", "b").commit();
      service.publish("s-1", "never").rollback();
      String id = service.row("select $.publish('t', '{\"a\": 1}'::jsonb, 's-1')");
      service.commit();

      relay(config.withPoll(java.time.Duration.ZERO), log);
      awaitRecorded(3);
      slow.commit();
      awaitRecorded(4);
      awaitEmpty();

      assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-.{12}");
      assertThat(log.ids("s-1")).containsExactly("a", id, "first published, last committed");
      assertThat(log.ids()).hasSize(4);
    }
  }
}
