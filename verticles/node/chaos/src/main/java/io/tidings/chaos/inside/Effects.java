package io.tidings.chaos.inside;

import io.tidings.ConsumerContext;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.postgres.PostgresEffects;
import io.tidings.log.postgres.PostgresLogConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/** Rows that consumers insert in transactions: one more row for every time that they do. */
final class Effects {

  private static final int CONNECTIONS = 4;
  private static final String INSERT =
      "insert into chaos_effect (consumer, position, stream, version) values ($1, $2, $3, $4)";

  private final Function<Delivery, Future<?>> one;
  private final Function<List<Delivery>, Future<?>> many;

  private Effects(PostgresEffects effects) {
    one =
        effects.transactional(
            (delivery, transaction) ->
                transaction
                    .preparedQuery(INSERT)
                    .execute(row(HandlingVerticle.EFFECT, delivery)));
    many = effects.transactionalBatch(Effects::insert);
  }

  static Future<Effects> open(Vertx vertx) {
    PostgresLogConfig config = PostgresLogConfig.of(System.getProperty(Here.POSTGRES));
    return PostgresEffects.open(vertx, config, CONNECTIONS).map(Effects::new);
  }

  Future<?> one(ConsumerContext context) {
    return one.apply(context.delivery());
  }

  Future<?> many(List<ConsumerContext> batch) {
    return many.apply(batch.stream().map(ConsumerContext::delivery).toList());
  }

  private static Future<?> insert(List<Delivery> batch, SqlConnection transaction) {
    return transaction
        .preparedQuery(INSERT)
        .executeBatch(batch.stream().map(one -> row(HandlingVerticle.EFFECTS, one)).toList());
  }

  private static Tuple row(String consumer, Delivery delivery) {
    return Tuple.of(
        consumer,
        delivery.event().position(),
        delivery.event().stream(),
        delivery.event().version());
  }
}
