package io.tidings.benchmarks;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.tidings.sourcing.commands.Commands;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * 64 writers that have a decider add an event, on one stream and on 1,000, against as many that
 * append on condition of the version that they have heard of last, until they are the first.
 */
final class Decide implements Benchmark {

  private static final int STREAMS = 1000;
  private static final int ON_ONE = 8_000;
  private static final int ON_MANY = 40_000;
  private static final double GOAL_ONE = 1;
  private static final double GOAL_MANY = 0.5;

  @Override
  public String name() {
    return "decide";
  }

  @Override
  public String help() {
    return "64 writers through a decider, against raw conditional appends";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    List<Row> rows = new ArrayList<>();
    rows.add(compare(bench, "decide, 1 stream", 1, bench.events(ON_ONE), GOAL_ONE));
    rows.add(compare(bench, "decide, 1000 streams", STREAMS, bench.events(ON_MANY), GOAL_MANY));
    return rows;
  }

  private static Row compare(Bench bench, String name, int streams, int events, double goal)
      throws Exception {
    try (LocalLog raw = LocalLog.open(bench.freshLog());
        DeciderNode node = DeciderNode.open(bench.freshLog())) {
      node.sourcing()
          .decider(
              "bench", DeciderNode.Command.class, DeciderNode.EVENTS, new DeciderNode.Counter())
          .start()
          .await();
      Raw conditional = new Raw(raw);
      AtomicLong next = new AtomicLong();
      return Rounds.compare(
          bench,
          name,
          "events/s",
          () ->
              Callers.run(raw.vertx(), events, event -> conditional.append(stream(next, streams))),
          () -> Callers.run(node.log().vertx(), events, event -> send(node, stream(next, streams))),
          goal);
    }
  }

  private static String stream(AtomicLong next, int streams) {
    return "count-" + next.incrementAndGet() % streams;
  }

  private static Future<?> send(DeciderNode node, String stream) {
    Commands commands = node.sourcing().commands();
    return commands.send(
        node.sourcing().command("bench", stream, new DeciderNode.Count(DeciderNode.TEXT)));
  }

  /** What somebody writes who has nothing but the log. */
  private static final class Raw {

    private final LocalLog log;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    Raw(LocalLog log) {
      this.log = log;
    }

    Future<?> append(String stream) {
      return attempt(stream, Samples.event(stream));
    }

    private Future<?> attempt(String stream, NewEvent event) {
      long expected = versions.getOrDefault(stream, 0L);
      return log.bus()
          .append(Append.to(stream, expected, event))
          .compose(
              result -> {
                if (result instanceof AppendResult.Stale stale) {
                  versions.merge(stream, stale.actual(), Math::max);
                  return attempt(stream, event);
                }
                versions.merge(
                    stream,
                    ((AppendResult.Recorded) result).receipts().get(0).version(),
                    Math::max);
                return Future.succeededFuture();
              });
    }
  }
}
