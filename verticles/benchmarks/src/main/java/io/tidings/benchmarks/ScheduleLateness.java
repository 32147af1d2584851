package io.tidings.benchmarks;

import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.log.postgres.PostgresSchedule;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.persistence.ScheduleConfig;
import io.tidings.persistence.ScheduleVerticle;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** How late what was scheduled is recorded while 100,000 appends are pending, on one node. */
final class ScheduleLateness implements Benchmark {

  private static final int PENDING = 100_000;
  private static final int A_SECOND = 1000;
  private static final int QUICK_SECONDS = 20;
  private static final int SECONDS = 60;
  private static final int AT_ONCE = 5000;
  private static final double GOAL_MILLIS = 1000;

  /** Fewer than any machine accepts a second, so that nothing is due before it is scheduled. */
  private static final int ACCEPTED_A_SECOND = 800;

  @Override
  public String name() {
    return "schedule";
  }

  @Override
  public String help() {
    return "how late scheduled events are recorded while 100,000 are pending";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    PostgresLogConfig config = bench.freshLog();
    try (LocalLog log = LocalLog.open(config)) {
      PostgresSchedule store = new PostgresSchedule(log.vertx(), config);
      bench.say("scheduling %,d appends for tomorrow", PENDING);
      Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
      Speed accepted = schedule(log, store, PENDING, at -> tomorrow, new ConcurrentHashMap<>());
      String recorder =
          log.vertx()
              .deployVerticle(new ScheduleVerticle(store, log.bus(), ScheduleConfig.defaults()))
              .await();
      int steady = A_SECOND * (bench.quick() ? QUICK_SECONDS : SECONDS);
      bench.say("%,d more, %,d due a second", steady, A_SECOND);
      double[] late =
          lateness(log, store, steady, at -> Duration.ofNanos(at * 1_000_000_000L / A_SECOND));
      bench.say("%,d more, due at once", AT_ONCE);
      double[] crowded = lateness(log, store, AT_ONCE, at -> Duration.ZERO);
      log.vertx().undeploy(recorder).await();
      store.close().await();
      return List.of(
          Row.below(
              name() + ", latest", "ms", Median.of(List.of(late[late.length - 1])), GOAL_MILLIS),
          Row.context("99th percentile", "ms", percentile(late, 0.99)),
          Row.context("median", "ms", percentile(late, 0.5)),
          Row.context("latest of 5,000 at once", "ms", crowded[AT_ONCE - 1]),
          Row.context("scheduled", "appends/s", accepted.perSecond()));
    }
  }

  /** Of so many appends, each due so long after the first; in milliseconds, ascending. */
  private static double[] lateness(
      LocalLog log, ScheduleStore store, int count, IntFunction<Duration> due) throws Exception {
    long before = log.bus().head().await().position();
    Instant first = Instant.now().plusSeconds(5 + count / ACCEPTED_A_SECOND);
    Map<String, Instant> dues = new ConcurrentHashMap<>();
    schedule(log, store, count, at -> first.plus(due.apply(at)), dues);
    while (log.bus().head().await().position() < before + count) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    double[] late = new double[count];
    Cursor from = new Cursor(0, before);
    for (int at = 0; at < count; ) {
      Page page = log.bus().read(Query.after(from, Filter.ALL, Query.MAX_LIMIT)).await();
      for (RecordedEvent event : page.events()) {
        late[at++] = Duration.between(dues.get(event.id()), event.recordedAt()).toNanos() / 1e6;
      }
      from = new Cursor(0, page.through());
    }
    Arrays.sort(late);
    return late;
  }

  private static Speed schedule(
      LocalLog log,
      ScheduleStore store,
      int count,
      IntFunction<Instant> due,
      Map<String, Instant> dues) {
    AtomicInteger next = new AtomicInteger();
    return Callers.run(
        log.vertx(),
        count,
        event -> {
          Instant at = due.apply(next.getAndIncrement());
          dues.put(event.id(), at);
          return store.schedule(ScheduleRequest.at(event.id(), at, Append.of(event)));
        });
  }

  private static double percentile(double[] ascending, double share) {
    return ascending[(int) Math.ceil(share * ascending.length) - 1];
  }
}
