package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.tidings.consumers.engine.ConsumerEngine;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Work;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactional handlers of nodes that come, go, are cut off and lose their connections. */
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EngineEffectsIT extends EngineFixture {

  private static final int STEPS = 25;
  private static final Retry RETRY =
      Retry.DEFAULT.attempts(2).backoff(Duration.ofMillis(5), Duration.ofMillis(20), 2);

  /** One node: what it does, and whether it is cut off from the store. */
  private record Member(ConsumerEngine engine, PostgresEffects effects, AtomicBoolean cutOff) {}

  private final Map<String, Member> members = new TreeMap<>();
  private final Random random = new Random(5);
  private final AtomicInteger rolls = new AtomicInteger();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile boolean failing = true;

  EngineEffectsIT() {
    super(Duration.ofSeconds(60));
  }

  @Test
  void C2_C3_effects_are_there_exactly_once_and_in_order_whatever_happens() throws SQLException {
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
        redrive(HeldState.DEAD);
        members.values().forEach(member -> member.cutOff().set(false));
      }
    }
  }

  private void join(String node) {
    AtomicBoolean cutOff = new AtomicBoolean();
    PostgresEffects effects = await(PostgresEffects.open(vertx, config, 4, Duration.ofSeconds(1)));
    ConsumerEngine engine = start(node, cutOff, RETRY, new Handlers(effects));
    members.put(node, new Member(engine, effects, cutOff));
  }

  /** One that is cut off and never comes back is as good as killed. */
  private void leave(String node) {
    Member member = members.remove(node);
    member.cutOff().set(false);
    await(member.engine().stop());
    await(member.effects().close());
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

  private boolean isPassed() {
    return status().position() >= ids;
  }

  private boolean allAreCutOff() {
    return members.values().stream().allMatch(member -> member.cutOff().get());
  }

  private boolean isDone() {
    Status status = status();
    if (status.dead() > 0) {
      redrive(HeldState.DEAD);
    }
    return status.position() >= ids && status.retrying() + status.dead() == 0 && isEffected();
  }

  private boolean isEffected() {
    return quietly(() -> psql.row("select count(distinct position) from public.effects"))
        .equals("" + ids);
  }
}
