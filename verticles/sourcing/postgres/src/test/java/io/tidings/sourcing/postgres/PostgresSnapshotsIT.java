package io.tidings.sourcing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.TestServers;
import io.tidings.log.postgres.Connections;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.Data;
import io.tidings.sourcing.snapshots.Snapshot;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.sourcing.tck.SnapshotsConformance;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresSnapshotsIT implements SnapshotsConformance {

  private final Vertx vertx = Vertx.vertx();
  private final PostgresLogConfig config =
      PostgresLogConfig.of(TestServers.shared().uri()).withSchema(TestServers.freshSchema());
  private PostgresSnapshots snapshots;

  @BeforeAll
  void migrate() {
    PostgresSnapshots.open(vertx, config).await().close().await();
  }

  @Override
  public Snapshots freshSnapshots() {
    query("truncate snapshot");
    snapshots = PostgresSnapshots.open(vertx, config).await();
    return snapshots;
  }

  @AfterEach
  void close() {
    snapshots.close().await();
  }

  @AfterAll
  void stop() {
    vertx.close().await();
  }

  @Test
  void where_there_is_no_table_there_are_no_snapshots() {
    freshSnapshots();
    query("alter table snapshot rename to elsewhere");
    try {
      snapshots
          .save(new Snapshot("d", "s-1", "a", 1, 1, 1, Data.of(Data.Form.JSON, new byte[] {'1'})))
          .await();

      assertThat(snapshots.load("d", "s-1").await()).isEmpty();
      snapshots.delete("d", "s-1").await();
    } finally {
      query("alter table elsewhere rename to snapshot");
    }
  }

  private void query(String sql) {
    Pool pool = Connections.pool(vertx, config, 1);
    pool.query(sql).execute().eventually(pool::close).await();
  }
}
