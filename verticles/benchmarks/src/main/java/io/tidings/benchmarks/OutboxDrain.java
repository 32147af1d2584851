package io.tidings.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.EventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.outbox.OutboxConfig;
import io.tidings.outbox.OutboxVerticle;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A relay that drains a backlog of transactions of one event each, in the database of the log
 * itself, against appending batches of 500 from memory. For context: the heap in use meanwhile, and
 * how long it takes from the commit of one event to when it is recorded, while nothing else is
 * published.
 */
final class OutboxDrain implements Benchmark {

  private static final int EVENTS = 600_000;
  private static final int QUICK_EVENTS = 100_000;

  /** All of them are made, and in memory, before the first is appended. */
  private static final int RAW_EVENTS = 150_000;

  private static final double GOAL = 0.5;
  private static final int SINGLES = 300;

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public String help() {
    return "a relay that drains a backlog, against batches of appends";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    int events = Integer.getInteger("tidings.bench.outbox", bench.quick() ? QUICK_EVENTS : EVENTS);
    PostgresLogConfig config = bench.freshLog();
    OutboxConfig outbox = OutboxConfig.of(config.uri().orElseThrow());
    OutboxVerticle.migrate(outbox);
    try (LocalLog log = LocalLog.open(config);
        Connection service = CopyWriter.connect(config)) {
      List<Double> raw = new ArrayList<>();
      List<Double> own = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      List<Double> heap = new ArrayList<>();
      AppendBatch.append(log.bus(), events / 10, 1);
      for (int round = 0; round < (bench.quick() ? 2 : 3); round++) {
        Speed before = AppendBatch.append(log.bus(), Math.min(events, RAW_EVENTS), 1);
        fill(service, events);
        HeapInUse peak = new HeapInUse();
        Speed drained = drain(log, outbox, events);
        heap.add(peak.stop());
        raw.add(before.perSecond());
        own.add(drained.perSecond());
        ratios.add(drained.perSecond() / before.perSecond());
        bench.say(
            "%s: appends %s/s, drained %s/s",
            name(), Row.number(raw.get(round)), Row.number(own.get(round)));
      }
      Median ratio = Median.of(ratios);
      return List.of(
          new Row(
              name() + ", %,d".formatted(events),
              "events/s",
              Median.of(own).value(),
              Median.of(raw).value(),
              ratio.value(),
              ratio.spread(),
              Double.NaN,
              Double.NaN,
              GOAL),
          Row.context("heap in use after collections, at most", "MiB", Median.of(heap).value()),
          Row.context("one event, from commit to recorded", "ms", latency(log, outbox, service)));
    }
  }

  /**
   * Transactions of one event as they stand when they are committed; quicker than by publishing.
   */
  private static void fill(Connection service, int events) throws SQLException {
    try (Statement statement = service.createStatement()) {
      statement.execute(
          """
          set session_replication_role = replica;
          insert into tidings_outbox.outbox
            (transaction, "row", form, id, source, type, stream, content_type, data)
          select n, n, 'j', gen_random_uuid()::text, '/shop/orders', 'orders.order-placed',
            'order-A' || 100000 + n %% 500, 'application/json',
            convert_to('{"order":"' || n || '","text":"' || repeat('x', 200) || '"}', 'UTF8')
          from generate_series(1, %d) n;
          insert into tidings_outbox.committed
          select nextval('tidings_outbox.committed_number'), n, now() from generate_series(1, %d) n;
          set session_replication_role = origin;
          """
              .formatted(events, events));
    }
  }

  private static Speed drain(LocalLog log, OutboxConfig outbox, int events) {
    CountingAppends counting = new CountingAppends(log.bus(), events);
    Speed.Watch watch = Speed.start();
    String id = deploy(log.vertx(), counting, outbox);
    counting.reached().await();
    Speed speed = watch.stop(events);
    log.vertx().undeploy(id).await();
    return speed;
  }

  private static String deploy(Vertx vertx, EventLog log, OutboxConfig outbox) {
    return vertx.deployVerticle(new OutboxVerticle(log, outbox, new SimpleMeterRegistry())).await();
  }

  private static double latency(LocalLog log, OutboxConfig outbox, Connection service)
      throws Exception {
    CountingAppends counting = new CountingAppends(log.bus(), Long.MAX_VALUE);
    String id = deploy(log.vertx(), counting, outbox);
    List<Double> millis = new ArrayList<>();
    try (Statement statement = service.createStatement()) {
      for (int n = 0; n < SINGLES; n++) {
        Promise<Void> recorded = counting.next();
        statement.execute("select tidings_outbox.publish('orders.order-placed', '{}', 'order-1')");
        long committed = System.nanoTime();
        recorded.future().await();
        if (n >= SINGLES / 3) {
          millis.add((System.nanoTime() - committed) / 1e6);
        }
        awaitSleep(statement);
      }
    }
    log.vertx().undeploy(id).await();
    return Median.of(millis).value();
  }

  /** The relay holds this lock while it sleeps. */
  private static void awaitSleep(Statement statement) throws SQLException {
    for (boolean sleeps = false; !sleeps; ) {
      try (ResultSet row =
          statement.executeQuery(
              "select exists (select from pg_locks where locktype = 'advisory' and objid = 64"
                  + " and mode = 'ExclusiveLock' and granted), pg_sleep(0.002)")) {
        row.next();
        sleeps = row.getBoolean(1);
      }
    }
  }
}
