package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;

import io.tidings.consumers.Segments.Segment;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.postgres.PostgresEffects.TransactionalHandler;
import io.tidings.log.tck.Samples;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A consumer whose handler counts events in its own transaction, and six events of two streams. */
abstract class EffectsFixture extends OpenStore {

  static final TransactionalHandler COUNT = EffectsFixture::count;

  PostgresEffects effects;
  Segment segment;
  List<RecordedEvent> events;

  @BeforeEach
  void begin() throws SQLException {
    psql.rows("create table if not exists public.counted (position bigint)");
    psql.rows("truncate public.counted");
    effects = await(PostgresEffects.open(vertx, config, 2, Duration.ofSeconds(10)));
    log.record(Samples.events("order-1", 3));
    log.record(Samples.events("order-2", 3));
    events = log.readAll();
    declare(1);
    segment = claim("a").segments().get(0);
  }

  @AfterEach
  void end() {
    await(effects.close());
  }

  static Future<?> count(Delivery delivery, SqlConnection transaction) {
    return transaction
        .preparedQuery("insert into counted values ($1)")
        .execute(Tuple.of(delivery.event().position()));
  }

  List<String> counted() throws SQLException {
    return psql.rows("select position from public.counted");
  }

  Delivery delivery(int at) {
    return delivery(events.get(at), false, false);
  }

  Delivery delivery(RecordedEvent event, boolean replay, boolean dryRun) {
    return new Delivery(
        MAIL, lease(segment), StreamName.slot(event.stream()), event, 1, replay, dryRun, false);
  }
}
