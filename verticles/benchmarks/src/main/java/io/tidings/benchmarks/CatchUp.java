package io.tidings.benchmarks;

import io.tidings.log.EventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.log.tail.Follower;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * A follower that reads the whole log, as a consumer does that was away, against draining the rows
 * with the same client: same columns, pages of the same size, one after the other.
 */
final class CatchUp implements Benchmark {

  /** That of a follower. */
  static final int PAGE = 500;

  static final int EVENTS = 1_000_000;
  static final int QUICK_EVENTS = 200_000;

  private static final double GOAL = 0.6;

  @Override
  public String name() {
    return "catch-up";
  }

  @Override
  public String help() {
    return "a follower that reads the whole log, against the bare client";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    PostgresLogConfig config = bench.freshLog();
    int events = bench.quick() ? QUICK_EVENTS : EVENTS;
    bench.say("filling a log with %,d events", events);
    fill(config, events);
    Vertx vertx = Vertx.vertx();
    try (LocalLog log = LocalLog.open(config)) {
      BareReader bare = BareReader.open(vertx, config).await();
      Tail tail = new Tail(log.vertx(), log.bus(), TailConfig.defaults());
      tail.start().await();
      Row row =
          Rounds.compare(
              bench,
              name(),
              "events/s",
              () -> drain(bare, events),
              () -> follow(log, tail, events),
              GOAL);
      Row pages =
          Rounds.compare(
              bench,
              "EventLog.read alone",
              "events/s",
              () -> drain(bare, events),
              () -> read(log.postgres(), events),
              Double.NaN);
      return List.of(row, pages);
    } finally {
      vertx.close().await();
    }
  }

  static void fill(PostgresLogConfig config, int events) throws Exception {
    try (CopyWriter writer = new CopyWriter(config, new Versions());
        var connection = CopyWriter.connect(config);
        var statement = connection.createStatement()) {
      for (int done = 0; done < events; done += 5000) {
        writer.write(Samples.events(5000));
      }
      statement.execute("vacuum (analyze) " + config.schema() + ".event");
    }
  }

  static Speed drain(BareReader reader, int events) {
    Speed.Watch watch = Speed.start();
    long read = reader.drain(PAGE).await();
    require(events, read);
    return watch.stop(events);
  }

  private static Speed follow(LocalLog log, Tail tail, int events) {
    Promise<Long> done = Promise.promise();
    Speed.Watch watch = Speed.start();
    Follower.follow(
            log.vertx(),
            log.bus(),
            tail,
            new Follower.Options(Filter.ALL, Cursor.START, 1000),
            new Counter(events, done))
        .onFailure(done::tryFail);
    require(events, done.future().await());
    return watch.stop(events);
  }

  private static Speed read(EventLog log, int events) {
    Speed.Watch watch = Speed.start();
    Promise<Long> end = Promise.promise();
    read(log, Query.after(Cursor.START, Filter.ALL, PAGE), 0, end);
    require(events, end.future().await());
    return watch.stop(events);
  }

  private static void read(EventLog log, Query query, long before, Promise<Long> end) {
    log.read(query)
        .onFailure(end::fail)
        .onSuccess(
            page -> {
              long seen = before;
              for (RecordedEvent event : page.events()) {
                seen += event.position() == seen + 1 ? 1 : 0;
              }
              if (page.end()) {
                end.complete(seen);
              } else {
                read(log, query.onward(page.through()), seen, end);
              }
            });
  }

  private static void require(long events, long read) {
    if (events != read) {
      throw new IllegalStateException(read + " of " + events + " events were read");
    }
  }

  /** Looks at every event, as a handler would. */
  private static final class Counter implements Follower.Sink {
    private final long last;
    private final Promise<Long> done;
    private long seen;

    Counter(long last, Promise<Long> done) {
      this.last = last;
      this.done = done;
    }

    @Override
    public Future<?> deliver(List<RecordedEvent> events, Cursor through) {
      for (RecordedEvent event : events) {
        seen += event.position() == seen + 1 ? 1 : 0;
      }
      if (through.position() >= last) {
        done.tryComplete(seen);
        return Future.failedFuture("all has been read");
      }
      return Future.succeededFuture();
    }

    @Override
    public void ended(Throwable why) {
      done.tryFail(why);
    }
  }
}
