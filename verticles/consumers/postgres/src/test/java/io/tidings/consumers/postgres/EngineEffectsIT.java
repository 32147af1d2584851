package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.tidings.consumers.engine.ConsumerEngine;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.engine.Work;
import io.tidings.log.bus.Addresses;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Frame;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactional handlers of nodes that come, go, are cut off and lose their connections. */
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineEffectsIT extends OpenStore {

  private static final int STREAMS = 30;
  private static final int STEPS = 25;
  private static final EngineConfig QUICK =
      new EngineConfig(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          100,
          Duration.ofSeconds(5));
  private static final Retry RETRY =
      Retry.DEFAULT.attempts(2).backoff(Duration.ofMillis(5), Duration.ofMillis(20), 2);

  /** One node: what it does, and whether it is cut off from the store. */
  private record Member(ConsumerEngine engine, PostgresEffects effects, AtomicBoolean cutOff) {}

  private final Map<String, Member> members = new TreeMap<>();
  private final Random random = new Random(5);
  private final AtomicInteger rolls = new AtomicInteger();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile boolean failing = true;
  private Tail tail;
  private int ids;

  @BeforeAll
  void register() {
    TidingsCodec.register(vertx);
  }

  @Test
  void C2_C3_effects_are_there_exactly_once_and_in_order_whatever_happens() throws SQLException {
    tail = new Tail(vertx, eventLog, TailConfig.defaults());
    psql.rows("drop table if exists public.effects");
    psql.rows(
        "create table public.effects (number bigint generated always as identity,"
            + " position bigint, stream text, version bigint)");
    record(5);
    join("node-0");
    for (int step = 1; step <= STEPS; step++) {
      disturb(step);
      record(1);
      int before = attempts.get();
      until(() -> attempts.get() > before + 20 || isPassed() || allAreCutOff());
    }
    failing = false;
    members.values().forEach(member -> member.cutOff().set(false));
    until(this::isDone);

    assertThat(psql.row("select count(*) || ' ' || count(distinct position) from public.effects"))
        .isEqualTo(ids + " " + ids);
    assertThat(
            psql.row(
                "select count(*) from (select version, row_number() over"
                    + " (partition by stream order by number) as expected from public.effects) e"
                    + " where version <> expected"))
        .as("effects out of order")
        .isEqualTo("0");
    System.out.printf("%,d effects of %,d attempts%n", ids, attempts.get());
    List.copyOf(members.keySet()).forEach(this::leave);
  }

  private void disturb(int step) throws SQLException {
    switch (random.nextInt(7)) {
      case 0, 1 -> {
        if (members.size() < 3) {
          join("node-" + step);
        }
      }
      case 2 -> {
        if (members.size() > 1) {
          leave(members.keySet().iterator().next());
        }
      }
      case 3 -> {
        if (status().state() == State.RUNNING) {
          reshape(1 + random.nextInt(6));
        }
      }
      case 4 -> members.values().iterator().next().cutOff().set(true);
      case 5 ->
          psql.rows(
              "select pg_terminate_backend(pid) from pg_stat_activity"
                  + " where application_name = 'tidings effects'");
      default -> {
        redrive();
        members.values().forEach(member -> member.cutOff().set(false));
      }
    }
  }

  private void join(String node) {
    AtomicBoolean cutOff = new AtomicBoolean();
    PostgresEffects effects = await(PostgresEffects.open(vertx, config, 4, Duration.ofSeconds(1)));
    Host host =
        new Host(vertx, eventLog, tail, behind(cutOff), node, new SimpleMeterRegistry(), QUICK);
    Definition all = definition(MAIL, 4);
    Definition definition =
        new Definition(
            all.name(),
            all.kind(),
            all.filter(),
            all.attributes(),
            all.start(),
            all.segments(),
            5,
            RETRY,
            all.onFailure(),
            all.visibility());
    ConsumerEngine engine =
        await(ConsumerEngine.start(host, definition, false, new Handlers(effects)));
    members.put(node, new Member(engine, effects, cutOff));
  }

  /** One that is cut off and never comes back is as good as killed. */
  private void leave(String node) {
    Member member = members.remove(node);
    member.cutOff().set(false);
    await(member.engine().stop());
    await(member.effects().close());
  }

  private ConsumerStore behind(AtomicBoolean cutOff) {
    return (ConsumerStore)
        Proxy.newProxyInstance(
            EngineEffectsIT.class.getClassLoader(),
            new Class<?>[] {ConsumerStore.class},
            (proxy, method, arguments) ->
                cutOff.get()
                    ? Future.failedFuture(new ConsumerFailure.Unavailable("cut off", null))
                    : method.invoke(store, arguments));
  }

  private final class Handlers implements Work {

    private final Function<Delivery, Future<?>> handler;

    Handlers(PostgresEffects effects) {
      handler = effects.transactional(this::effect);
    }

    @Override
    public Future<?> handle(Delivery delivery) {
      return handler.apply(delivery);
    }

    /** Fails now and then, before or after it has changed something. */
    private Future<?> effect(Delivery delivery, SqlConnection transaction) {
      attempts.incrementAndGet();
      int roll = rolls.incrementAndGet() % 23;
      RecordedEvent event = delivery.event();
      Future<?> written =
          transaction
              .preparedQuery(
                  "insert into public.effects (position, stream, version) values ($1, $2, $3)")
              .execute(Tuple.of(event.position(), event.stream(), event.version()));
      Future<?> later =
          roll % 3 == 0
              ? written.compose(done -> vertx.timer(1 + roll, TimeUnit.MILLISECONDS))
              : written;
      return failing && roll == 0
          ? later.compose(done -> Future.failedFuture(new IllegalStateException("now and then")))
          : later;
    }

    @Override
    public String handler(RecordedEvent event) {
      return "effects";
    }
  }

  private void record(int rounds) {
    for (int round = 0; round < rounds; round++) {
      List<NewEvent> events = new ArrayList<>();
      for (int stream = 0; stream < STREAMS; stream++) {
        events.add(
            NewEvent.builder("id-" + ++ids, "tests", "counted").stream("s-" + stream).build());
      }
      long before = log.head().position();
      await(eventLog.append(new Append(events, Map.of())));
      Query written = Query.after(new Cursor(0, before), Filter.ALL, STREAMS);
      vertx.eventBus().publish(Addresses.FEED, new Frame(await(eventLog.read(written)).events()));
    }
  }

  private void redrive() {
    Which dead = new Which(MAIL, HeldState.DEAD, null, null, null, null, null);
    await(store.redrive(new Redrive(dead, 0, "tester", "at random")));
  }

  private boolean isPassed() {
    return status().position() >= ids;
  }

  private boolean allAreCutOff() {
    return members.values().stream().allMatch(member -> member.cutOff().get());
  }

  private boolean isDone() {
    Status status = status();
    if (status.dead() > 0) {
      redrive();
    }
    return status.position() >= ids && status.retrying() + status.dead() == 0 && isEffected();
  }

  private boolean isEffected() {
    return quietly(() -> psql.row("select count(distinct position) from public.effects"))
        .equals("" + ids);
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(condition);
  }
}
