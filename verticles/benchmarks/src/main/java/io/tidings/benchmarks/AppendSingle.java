package io.tidings.benchmarks;

import io.tidings.model.Append;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * 64 callers that append one event each, as a verticle does on a node with the persistence role,
 * against a bare group commit on the same event loop as its callers.
 */
final class AppendSingle implements Benchmark {

  private static final int EVENTS = 80_000;
  private static final double GOAL = 0.8;

  @Override
  public String name() {
    return "append-single";
  }

  @Override
  public String help() {
    return "64 callers that append one event each, against a bare group commit";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (LocalLog log = LocalLog.open(bench.freshLog())) {
      int events = bench.events(EVENTS);
      BareGroupCommit bare =
          BareGroupCommit.open(vertx, bench.freshLog(), Integer.MAX_VALUE).await();
      Row row =
          Rounds.compare(
              bench,
              name(),
              "events/s",
              () -> Callers.run(vertx, events, bare::append),
              () -> Callers.run(log.vertx(), events, event -> log.bus().append(Append.of(event))),
              GOAL);
      BareGroupCommit alone = BareGroupCommit.open(vertx, bench.freshLog(), 1).await();
      Speed each = Callers.run(vertx, events / 10, alone::append);
      return List.of(row, Row.context("one transaction an event", "events/s", each.perSecond()));
    } finally {
      vertx.close().await();
    }
  }
}
