package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.TestServers;
import io.tidings.log.EventLog;
import io.tidings.log.embedded.Binaries;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.LogFixture;
import io.tidings.log.tck.schedule.ScheduleFixture;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Suites on a server of its own, of one major version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgainstVersion implements LogFixture, ScheduleFixture {

  private static final Path JARS = Path.of("target", "postgres-binaries");

  private final int major;
  private final Vertx vertx = Vertx.vertx();
  private EmbeddedPostgres server;
  private ReusedLog reused;
  private PostgresEventLog log;
  private PostgresSchedule schedule;

  AgainstVersion(int major) {
    this.major = major;
  }

  @BeforeAll
  void start() throws IOException {
    server =
        EmbeddedPostgres.temporary(
            Options.defaults()
                .withBinaries(Binaries.fromJar(jar()))
                .withBinariesDirectory(TestServers.BINARIES));
    assertThat(server.version()).startsWith(major + ".");
    System.out.println("PostgreSQL " + server.version() + " is tested");
    reused = new ReusedLog(server);
  }

  @Override
  public EventLog emptyLog() {
    log = AwaitedLog.await(PostgresEventLog.open(vertx, reused.emptied()));
    return log;
  }

  @Override
  public ScheduleStore emptyStore() {
    schedule = new PostgresSchedule(vertx, reused.emptied());
    return schedule;
  }

  @AfterEach
  void closeLog() {
    if (log != null) {
      AwaitedLog.await(log.close());
    }
    if (schedule != null) {
      AwaitedLog.await(schedule.close());
    }
  }

  @AfterAll
  void stop() {
    AwaitedLog.await(vertx.close());
    if (server != null) {
      server.close();
    }
  }

  private Path jar() throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      List<Path> ofVersion =
          jars.filter(jar -> jar.getFileName().toString().contains("-" + major + ".")).toList();
      assertThat(ofVersion).as("binaries of PostgreSQL %d in %s", major, JARS).hasSize(1);
      return ofVersion.get(0);
    }
  }
}
