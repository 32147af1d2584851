package io.tidings.consumers.postgres;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.tck.ConsumerStoreConformance;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.Samples;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** All suites, with the clock of a server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgainstServer implements ConsumerStoreConformance {

  private final Vertx vertx = Vertx.vertx();
  private ReusedStore reused;
  private PostgresConsumerStore store;
  private PostgresEventLog log;

  abstract EmbeddedPostgres server();

  @BeforeAll
  void migrate() {
    reused = new ReusedStore(server());
  }

  @Override
  public ConsumerStore freshStore() {
    PostgresLogConfig config = reused.emptied();
    log = AwaitedLog.await(PostgresEventLog.open(vertx, config));
    store = AwaitedLog.await(PostgresConsumerStore.open(vertx, config));
    return store;
  }

  @Override
  public long record(String stream) {
    return new AwaitedLog(log).record(Samples.event(stream)).get(0).position();
  }

  @Override
  public void letTimePass() {}

  @AfterEach
  void close() {
    if (store != null) {
      AwaitedLog.await(store.close());
      AwaitedLog.await(log.close());
    }
  }

  @AfterAll
  void stop() {
    AwaitedLog.await(vertx.close());
  }
}
