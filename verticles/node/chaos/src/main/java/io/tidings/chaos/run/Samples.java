package io.tidings.chaos.run;

import io.tidings.chaos.fault.Repeated;
import io.tidings.chaos.load.Connections;
import io.tidings.chaos.page.Curves;
import io.tidings.chaos.rig.RigNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Looks at nodes and database every ten seconds, where no faults strike. */
final class Samples implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final double MEGABYTE = 1 << 20;
  private static final List<Integer> NODES = List.of(1, 2, 3);
  private static final String SIZE =
      "select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c"
          + " join pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname = 'tidings' and c.relkind = 'r' and c.relname %s";
  private static final String HEAD = "select position from tidings.head";
  private static final String CONNECTIONS =
      "select count(*) from pg_stat_activity where backend_type = 'client backend'";
  private static final String DEAD =
      "select sum(n_dead_tup)::bigint from pg_stat_user_tables where schemaname = 'tidings'";

  private final List<RigNode> nodes;
  private final Connections database;
  private final Curves curves;
  private final Repeated sampling = new Repeated("samples", EVERY, this::sample);

  Samples(Run run, Curves curves) {
    this.nodes = run.rig().nodes();
    this.database = run.database();
    this.curves = curves;
  }

  void begin(RunOptions options) {
    if (options.faults().equals(List.of("none"))) {
      sampling.start();
    }
  }

  /** What is looked at, and how much of it may come with time. */
  static Curves curves() {
    Curves curves = new Curves();
    for (int node : NODES) {
      curves.curve("heap of node " + node, "MiB", 0.1, 3);
      curves.curve("threads of node " + node, "", 0, 2);
      curves.curve("files of node " + node, "", 0, 4);
    }
    return curves
        .curve("connections", "", 0, 2)
        .curve("log per event", "bytes", 0.1, 0)
        .curve("inbox per event", "bytes", 0.1, 0)
        .curve("other tables", "MiB", 0.2, 2)
        .curve("dead rows", "", 0.5, 2_000);
  }

  private void sample() {
    for (RigNode node : nodes) {
      ProcessFigures figures = ProcessFigures.of(node);
      put("heap of node " + node.number(), figures.heapAfterGc() / MEGABYTE);
      put("threads of node " + node.number(), figures.threads());
      put("files of node " + node.number(), figures.files());
    }
    put("connections", number(CONNECTIONS));
    double events = number(HEAD);
    put("log per event", number(SIZE.formatted("= 'event'")) / events);
    put("inbox per event", number(SIZE.formatted("= 'inbox'")) / events);
    put("other tables", number(SIZE.formatted("not in ('event', 'inbox')")) / MEGABYTE);
    put("dead rows", number(DEAD));
  }

  /** What nobody could say is left out. */
  private void put(String curve, double value) {
    if (value >= 0) {
      curves.sample(curve, System.nanoTime(), value);
    }
  }

  private double number(String sql) {
    try {
      return database.number(sql);
    } catch (SQLException away) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    sampling.finish();
  }
}
