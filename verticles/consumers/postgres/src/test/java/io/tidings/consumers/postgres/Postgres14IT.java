package io.tidings.consumers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.TestServers;
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

/** The oldest version that is supported. */
class Postgres14IT extends AgainstServer {

  private static final Path JARS = Path.of("target", "postgres-binaries");

  private EmbeddedPostgres server;

  @Override
  EmbeddedPostgres server() {
    server =
        EmbeddedPostgres.temporary(
            Options.defaults()
                .withBinaries(Binaries.fromJar(jar()))
                .withBinariesDirectory(TestServers.BINARIES));
    assertThat(server.version()).startsWith("14.");
    return server;
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
  void stopServer() {
    server.close();
  }
}
