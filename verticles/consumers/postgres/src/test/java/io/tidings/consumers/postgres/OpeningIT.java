package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OpeningIT {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void several_nodes_may_open_a_new_store_at_once() {
    PostgresLogConfig config = TestLogs.fresh();

    List<Future<PostgresConsumerStore>> stores =
        IntStream.range(0, 4).mapToObj(node -> PostgresConsumerStore.open(vertx, config)).toList();

    stores.forEach(store -> await(await(store).close()));
  }

  @Test
  void a_log_that_was_there_before_gets_the_tables_of_consumers() throws SQLException {
    PostgresLogConfig config = TestLogs.fresh();
    await(await(PostgresEventLog.open(vertx, config)).close());

    PostgresConsumerStore store = await(PostgresConsumerStore.open(vertx, config));

    assertThat(await(store.status(new Asked(null))).consumers()).isEmpty();
    try (Psql psql = Psql.connect(TestServers.shared(), config.schema())) {
      assertThat(psql.row("select count(*) > 9 from consumers_schema_history")).isEqualTo("t");
    }
    await(store.close());
  }

  @Test
  void a_schema_without_the_tables_is_refused_when_nothing_may_be_migrated() {
    PostgresLogConfig unmigrated = ReusedStore.unmigrated(TestLogs.fresh());

    assertThatThrownBy(() -> await(PostgresConsumerStore.open(vertx, unmigrated)))
        .isInstanceOf(ConsumerFailure.Unavailable.class);
  }

  @Test
  void calls_are_answered_though_the_verticle_that_made_them_is_undeployed() {
    PostgresConsumerStore store = await(PostgresConsumerStore.open(vertx, TestLogs.fresh()));
    List<Future<?>> calls = new ArrayList<>();
    Deployable caller =
        context -> {
          for (int i = 0; i < 50; i++) {
            calls.add(store.status(new Asked(null)));
          }
          return Future.succeededFuture();
        };

    await(vertx.deployVerticle(caller).compose(vertx::undeploy));

    await(Future.all(calls));
    await(store.close());
  }
}
