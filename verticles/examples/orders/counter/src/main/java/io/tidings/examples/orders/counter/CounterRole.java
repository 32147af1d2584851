package io.tidings.examples.orders.counter;

import io.tidings.Consumer;
import io.tidings.consumers.postgres.PostgresEffects;
import io.tidings.examples.orders.events.OrderPlaced;
import io.tidings.launcher.Node;
import io.tidings.launcher.Role;
import io.tidings.launcher.Started;
import io.tidings.launcher.config.Section;
import io.tidings.log.postgres.PostgresLogConfig;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Counts orders in a table of its own, each exactly once: the count changes in the transaction that
 * notes the order as done (C3). A role and no verticle, since it needs the database.
 */
public final class CounterRole implements Role<CounterRole.NoSettings> {

  /** The database is that of the section postgres. */
  public record NoSettings() {}

  private static final Section<PostgresLogConfig> POSTGRES =
      new Section<>("postgres", PostgresLogConfig.class);

  private static final String TABLE =
      "create table if not exists orders_counted"
          + " (customer text constraint orders_counted_pk primary key, orders bigint not null)";

  private static final String COUNT =
      "insert into orders_counted as counted (customer, orders) values ($1, 1)"
          + " on conflict (customer) do update set orders = counted.orders + 1";

  @Override
  public String name() {
    return "orders-counter";
  }

  @Override
  public Class<NoSettings> settings() {
    return NoSettings.class;
  }

  @Override
  public List<Section<?>> furtherSections() {
    return List.of(POSTGRES);
  }

  @Override
  public Future<Started> start(Node node, NoSettings settings) {
    return PostgresEffects.open(node.vertx(), node.configuration().get(POSTGRES), 4)
        .compose(
            effects ->
                effects
                    .outside(connection -> connection.query(TABLE).execute())
                    .compose(made -> count(node, effects))
                    .map(
                        consumer ->
                            Started.inside(() -> consumer.stop().eventually(effects::close))));
  }

  private static Future<Consumer> count(Node node, PostgresEffects effects) {
    return node.tidings()
        .consumer("orders-counter")
        .onAsync(
            OrderPlaced.class,
            (order, context) ->
                effects.run(context.delivery(), transaction -> count(order, transaction)))
        .start();
  }

  private static Future<?> count(OrderPlaced order, SqlConnection transaction) {
    return transaction.preparedQuery(COUNT).execute(Tuple.of(order.customerId()));
  }
}
