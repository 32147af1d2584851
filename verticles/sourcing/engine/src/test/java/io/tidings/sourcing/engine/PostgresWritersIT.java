package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.TestServers;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.sourcing.postgres.PostgresSnapshots;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same with PostgreSQL behind the bus, as nodes have it. */
class PostgresWritersIT extends Writers {

  private final Vertx vertx = Vertx.vertx();
  private PostgresLogConfig config;
  private PostgresEventLog postgres;

  @Override
  Vertx vertx() {
    return vertx;
  }

  @Override
  EventLog log() {
    TidingsCodec.register(vertx);
    config = PostgresLogConfig.of(TestServers.shared().uri()).withSchema(TestServers.freshSchema());
    postgres = PostgresEventLog.open(vertx, config).await();
    vertx.deployVerticle(new PersistenceVerticle(postgres, PersistenceConfig.defaults())).await();
    return new BusEventLog(vertx, BusLogConfig.defaults(), true);
  }

  @AfterEach
  void close() {
    postgres.close().await();
    vertx.close().await();
  }

  @Test
  void snapshots_in_postgresql_are_found_again() {
    EventLog log = new BusEventLog(vertx, BusLogConfig.defaults(), true);
    PostgresSnapshots snapshots = PostgresSnapshots.open(vertx, config).await();
    Keeper.Plan<Orders.State> plan =
        new Keeper.Plan<>(Orders.State.class, 1, SnapshotPolicy.every(10));
    TestNode writing = new TestNode(vertx, log, snapshots, plan, DeciderLimits.defaults());
    writing.send("order-9", new Orders.PlaceOrder(30));
    for (int n = 0; n < 25; n++) {
      writing.send("order-9", new Orders.AddNote("n" + n));
    }
    SnapshotTest.awaitVersion(snapshots, "order-9", 20);

    RiggedLog counted = new RiggedLog(log);
    TestNode cold = new TestNode(vertx, counted, snapshots, plan, DeciderLimits.defaults());
    cold.send("order-9", new Orders.AddNote("last"));

    assertThat(counted.eventsRead.get()).isEqualTo(7);
    snapshots.close().await();
  }
}
