package io.tidings.benchmarks;

import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.model.Append;
import java.util.List;
import java.util.Map;

/**
 * Single events posted to a node over 64 connections, against 64 callers that append on the node
 * itself: what {@link AppendSingle} measures.
 */
final class GatewaySingle implements Benchmark {

  private static final int EVENTS = 80_000;
  private static final double GOAL = 0.5;

  @Override
  public String name() {
    return "gateway-single";
  }

  @Override
  public String help() {
    return "posts of one event over 64 connections, against append-single";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    try (LocalLog log = LocalLog.open(bench.freshLog());
        NodeProcess node = node(bench.freshLog());
        HttpCallers callers = new HttpCallers(node.port(), Callers.COUNT)) {
      int events = bench.events(EVENTS);
      return List.of(
          Rounds.compare(
              bench,
              name(),
              "events/s",
              () -> Callers.run(log.vertx(), events, event -> log.bus().append(Append.of(event))),
              () -> post(callers, node.port(), events),
              GOAL));
    }
  }

  /** With the database of this run, whose URI is nobody else's business. */
  static NodeProcess node(PostgresLogConfig log) throws Exception {
    return NodeProcess.start(
        Map.of(
            "TIDINGS_POSTGRES_URI", log.uri().orElseThrow(),
            "TIDINGS_POSTGRES_SCHEMA", log.schema()),
        "--log",
        "postgres");
  }

  private static Speed post(HttpCallers callers, int port, int events) throws Exception {
    List<byte[]> requests =
        Samples.events(events).stream().map(event -> Requests.single(event, port)).toList();
    Speed.Watch watch = Speed.start();
    callers.post(requests);
    return watch.stop(events);
  }
}
