package io.tidings.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.EventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.outbox.OutboxConfig;
import io.tidings.outbox.OutboxVerticle;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A relay that drains a backlog of transactions of one event each, in the database of the log
 * itself, against as many appends of such events from memory. Both take turns, each into a log of
 * its own, so that both logs are as large at any time. For context: memory meanwhile, and how long
 * it takes from the commit of one event to when it is recorded, while nothing else is published.
 */
final class OutboxDrain implements Benchmark {

  private static final int ROWS = 1_000_000;
  private static final int QUICK_ROWS = 250_000;

  /** So short that what else the machine does disturbs both alike. */
  private static final int TURN = 50_000;

  private static final int LONGEST_STRETCH = 1_000_000;
  private static final int STRETCHES = 5;
  private static final double GOAL = 0.5;
  private static final int SINGLES = 300;

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public String help() {
    return "a relay that drains a backlog (--rows), against appends of such events";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    int rows = bench.rows(bench.quick() ? QUICK_ROWS : ROWS);
    PostgresLogConfig config = bench.freshLog();
    OutboxConfig outbox = OutboxConfig.of(config.uri().orElseThrow());
    OutboxVerticle.migrate(outbox);
    try (LocalLog bare = LocalLog.open(bench.freshLog());
        LocalLog log = LocalLog.open(config);
        Connection service = CopyWriter.connect(config)) {
      bench.say("%s: fills the outbox with %,d rows", name(), rows);
      OutboxBacklog.fill(service, rows);
      List<Row> table = drain(bench, rows, bare, log, outbox);
      if (log.bus().head().await().position() != rows) {
        throw new IllegalStateException("of " + rows + " rows, the log has " + log.bus().head());
      }
      table.add(
          Row.context("one event, from commit to recorded", "ms", latency(log, outbox, service)));
      return table;
    }
  }

  private List<Row> drain(Bench bench, int rows, LocalLog bare, LocalLog log, OutboxConfig outbox)
      throws Exception {
    CountingAppends turns = new CountingAppends(log.bus());
    HeapInUse heap = new HeapInUse();
    String relay = deploy(log, turns, outbox);
    List<Stretch> stretches = new ArrayList<>();
    int length = Math.max(TURN, Math.min(rows / STRETCHES, LONGEST_STRETCH));
    for (int from = 0; from < rows; from += length) {
      int to = Math.min(rows, from + length);
      Stretch one = stretch(bare, turns, from, to);
      stretches.add(one);
      bench.say(
          "%s, up to %,d: appends %s/s, drained %s/s, ratio %.2f",
          name(), to, Row.number(one.bare()), Row.number(one.drained()), one.ratio());
    }
    log.vertx().undeploy(relay).await();
    List<Row> table = new ArrayList<>();
    table.add(row(name() + ", %,d", stretches, GOAL));
    table.add(row("the first %,d of them", stretches.subList(0, 1), Double.NaN));
    int last = stretches.size() - 1;
    table.add(row("the last %,d of them", stretches.subList(last, last + 1), Double.NaN));
    table.add(Row.context("heap in use after collections, at most", "MiB", heap.stop()));
    table.add(Row.context("resident, at most", "MiB", Resident.mostMebibytes()));
    return table;
  }

  /** A part of the backlog, and how long it took. */
  private record Stretch(int rows, long bareNanos, long drainedNanos) {

    double bare() {
      return rows * 1e9 / bareNanos;
    }

    double drained() {
      return rows * 1e9 / drainedNanos;
    }

    double ratio() {
      return (double) bareNanos / drainedNanos;
    }
  }

  private static Stretch stretch(LocalLog bare, CountingAppends turns, int from, int to) {
    long bareNanos = 0;
    long drainedNanos = 0;
    for (int at = from; at < to; at += TURN) {
      bareNanos += OutboxBacklog.appendNanos(bare.bus(), at, Math.min(TURN, to - at));
      long began = System.nanoTime();
      turns.turn(Math.min(at + TURN, to)).await();
      drainedNanos += System.nanoTime() - began;
    }
    return new Stretch(to - from, bareNanos, drainedNanos);
  }

  private static Row row(String name, List<Stretch> stretches, double goal) {
    Median ratio = Median.of(stretches.stream().map(Stretch::ratio).toList());
    Stretch all =
        new Stretch(
            stretches.stream().mapToInt(Stretch::rows).sum(),
            stretches.stream().mapToLong(Stretch::bareNanos).sum(),
            stretches.stream().mapToLong(Stretch::drainedNanos).sum());
    return new Row(
        name.formatted(all.rows()),
        "events/s",
        all.drained(),
        all.bare(),
        ratio.value(),
        stretches.size() > 1 ? ratio.spread() : "",
        Double.NaN,
        Double.NaN,
        goal);
  }

  private static String deploy(LocalLog node, EventLog log, OutboxConfig outbox) {
    return node.vertx()
        .deployVerticle(new OutboxVerticle(log, outbox, new SimpleMeterRegistry()))
        .await();
  }

  private static double latency(LocalLog log, OutboxConfig outbox, Connection service)
      throws Exception {
    CountingAppends counting = new CountingAppends(log.bus());
    counting.turn(Long.MAX_VALUE);
    String id = deploy(log, counting, outbox);
    List<Double> millis = new ArrayList<>();
    try (Statement statement = service.createStatement()) {
      for (int n = 0; n < SINGLES; n++) {
        Future<Void> recorded = counting.next();
        statement.execute("select tidings_outbox.publish('orders.order-placed', '{}', 'order-1')");
        long committed = System.nanoTime();
        recorded.await();
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
