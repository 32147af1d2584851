package io.tidings.examples.orders.open;

import io.tidings.Consumer;
import io.tidings.consumers.postgres.PostgresEffects;
import io.tidings.examples.orders.domain.OrderEvent;
import io.tidings.examples.orders.domain.OrderEvent.OrderPaid;
import io.tidings.examples.orders.domain.OrderEvent.OrderPlaced;
import io.tidings.examples.orders.domain.OrderEvents;
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
 * A read model: the table {@code open_orders} of the log's database has the orders that are neither
 * shipped nor cancelled. Each event changes it exactly once (C3), whatever version it is of.
 *
 * <p>Events that are replayed, all or some of them, leave the table as it is: what was closed is
 * remembered in {@code closed_orders}, and is not opened again.
 */
public final class OpenOrdersRole implements Role<OpenOrdersRole.NoSettings> {

  /** The database is that of the section postgres. */
  public record NoSettings() {}

  private static final Section<PostgresLogConfig> POSTGRES =
      new Section<>("postgres", PostgresLogConfig.class);

  @Override
  public String name() {
    return "open-orders";
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
                    .outside(OpenOrdersRole::makeTables)
                    .compose(made -> project(node, effects))
                    .map(
                        consumer ->
                            Started.inside(() -> consumer.stop().eventually(effects::close))));
  }

  private static Future<Void> makeTables(SqlConnection connection) {
    return connection
        .query(Statement.OPEN_ORDERS.sql())
        .execute()
        .compose(made -> connection.query(Statement.CLOSED_ORDERS.sql()).execute())
        .mapEmpty();
  }

  private static Future<Consumer> project(Node node, PostgresEffects effects) {
    return node.tidings()
        .consumer("open-orders")
        .types(OrderEvents.FAMILY.types().toArray(String[]::new))
        .onAny(
            context ->
                effects.run(
                    context.delivery(),
                    transaction -> apply(context.as(OrderEvents.FAMILY), transaction)))
        .start();
  }

  /** All that an older event stands for, in one transaction with the checkpoint. */
  private static Future<?> apply(List<OrderEvent> events, SqlConnection transaction) {
    Future<?> done = Future.succeededFuture();
    for (OrderEvent event : events) {
      done = done.compose(before -> apply(event, transaction));
    }
    return done;
  }

  private static Future<?> apply(OrderEvent event, SqlConnection transaction) {
    if (event instanceof OrderPlaced placed) {
      return transaction
          .preparedQuery(Statement.PLACE.sql())
          .execute(
              Tuple.of(
                  placed.orderId(),
                  placed.customerId(),
                  placed.total().amount(),
                  placed.total().currency()));
    }
    Statement change = event instanceof OrderPaid ? Statement.PAY : Statement.CLOSE;
    return transaction.preparedQuery(change.sql()).execute(Tuple.of(event.orderId()));
  }
}
