package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definitions.Removal;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Segment;
import io.tidings.consumers.engine.Delivery;
import io.tidings.fixtures.TestServers;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.tck.Samples;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The roles of docs/sql.md are enough for a node that may not migrate. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RolesIT extends OpenStore {

  private static final Pattern ROLES =
      Pattern.compile("```sql\n(create role tidings_reader;.*?)```", Pattern.DOTALL);

  @BeforeEach
  void grant() throws SQLException, IOException {
    Matcher roles = ROLES.matcher(Files.readString(Path.of("../../../docs/sql.md")));
    assertThat(roles.find()).isTrue();
    psql.rows(
        roles
            .group(1)
            .replace("schema tidings ", "schema " + config.schema() + " ")
            .replace("tidings.", config.schema() + "."));
    psql.rows("create role worker login password 'secret' in role tidings_consumer");
    await(store.close());
    EmbeddedPostgres server = TestServers.shared();
    config =
        config.at(
            "postgresql://worker:secret@127.0.0.1:%d/%s"
                .formatted(server.port(), server.database()));
    store = await(PostgresConsumerStore.open(vertx, config));
  }

  @AfterEach
  void drop() throws SQLException {
    psql.rows("reset role");
    psql.rows("drop owned by worker, tidings_consumer, tidings_appender, tidings_reader");
    psql.rows("drop role worker, tidings_consumer, tidings_appender, tidings_reader");
  }

  @Test
  void a_worker_does_everything_but_to_change_the_ledger() throws SQLException {
    log.record(Samples.event("order-1"));
    declare(2);
    reshape(1);
    psql.rows("update log set server_started = '-infinity'");
    Segment segment = claim("a").segments().get(0);
    PostgresEffects effects = await(PostgresEffects.open(vertx, config, 1));
    RecordedEvent event = log.readAll().get(0);
    await(
        effects
            .transactional((delivery, transaction) -> Future.succeededFuture())
            .apply(
                new Delivery(
                    MAIL,
                    lease(segment),
                    StreamName.slot(event.stream()),
                    event,
                    1,
                    false,
                    false,
                    false)));
    await(effects.close());

    assertThat(release(segment, Progress.at(at(1)))).isTrue();
    seek(0);
    await(store.remove(new Removal(MAIL, "test", "done")));

    psql.rows("set role worker");
    assertThat(psql.refusal("delete from ledger")).isEqualTo("42501");
    assertThat(psql.refusal("delete from event")).isEqualTo("42501");
    assertThat(psql.refusal("select enter_epoch()")).isEqualTo("42501");
  }
}
