package io.tidings.node.system;

import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.consumers.postgres.PostgresEffects;
import io.tidings.log.postgres.PostgresLogConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A read model: how many events each stream has, and the sum of their numbers. Version 2 takes the
 * place of version 1.
 */
public final class TotalsVerticle extends VerticleBase {

  /** The names of the system properties. */
  static final String VERSION = "totals.version";

  static final String DATA = "totals.data";

  /** Whether it gets stuck in the middle of the switch. */
  static final String STUCK = "totals.stuck";

  private static final String ADD =
      """
      insert into totals_%s as t (stream, events, sum, version) values ($1, 1, $2, $3)
      on conflict (stream) do update
        set events = t.events + 1, sum = t.sum + excluded.sum, version = excluded.version
      """;

  /** What both models have in one and the same moment. */
  private static final String COMPARE =
      """
      with logged as materialized (%s)
      insert into compared
      select count(*),
        count(*) filter (where (o.events, o.sum) is distinct from (lo.events, lo.sum)),
        count(*) filter (where (n.events, n.sum) is distinct from (ln.events, ln.sum)
          or n.version < o.version or n.version is null),
        count(*) filter (where n.version > o.version or o.version is null)
      from totals_1 o
      full join totals_2 n using (stream)
      left join logged lo on lo.stream = o.stream and lo.version = o.version
      left join logged ln on ln.stream = n.stream and ln.version = n.version
      """
          .formatted(ReadModels.LOGGED);

  /** What {@link SqlWriter} writes. */
  record Written(long number) {}

  private final Tidings tidings;
  private final String version = System.getProperty(VERSION);
  private PostgresEffects effects;

  public TotalsVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() throws IOException {
    Path data = Path.of(System.getProperty(DATA));
    String uri = Files.readString(data.resolve("uri")).strip();
    return PostgresEffects.open(vertx, PostgresLogConfig.of(uri), 4)
        .compose(
            opened -> {
              effects = opened;
              return tidings.consumer("totals@" + version).onAny(this::handle).start();
            })
        .onSuccess(
            started -> {
              if (version.equals("2")) {
                tidings.switchOver("totals@1", "totals@2", this::takeOver);
              }
            });
  }

  private Future<?> handle(ConsumerContext context) {
    long number = context.as(Written.class).number();
    Tuple row = Tuple.of(context.event().stream(), number, context.event().version());
    return effects.run(
        context.delivery(),
        transaction -> transaction.preparedQuery(ADD.formatted(version)).execute(row));
  }

  private Future<?> takeOver() {
    return Boolean.getBoolean(STUCK)
        ? Promise.promise().future()
        : effects.outside(
            connection ->
                connection.query(COMPARE).execute().compose(compared -> look(connection)));
  }

  private static Future<?> look(SqlConnection connection) {
    return connection.query("create or replace view totals as select * from totals_2").execute();
  }
}
