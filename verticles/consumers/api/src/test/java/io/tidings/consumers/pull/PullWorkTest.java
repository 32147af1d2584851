package io.tidings.consumers.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Offers;
import io.tidings.consumers.Offers.Outcome;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments;
import io.tidings.consumers.Start;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Fenced;
import io.tidings.consumers.memory.MemoryConsumerStore;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PullWorkTest {

  private static final String NAME = "mails";

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ScriptedCalls calls = new ScriptedCalls();
  private final ConsumerStore memory = new MemoryConsumerStore();
  private final AtomicInteger hints = new AtomicInteger();
  private final PullWork work = work();
  private Segments.Lease lease;

  private PullWork work() {
    return new PullWork(
        new PullWork.Office(
            vertx, calls.before(memory), NAME, hints::incrementAndGet, Duration.ofMillis(300)));
  }

  @BeforeEach
  void declare() {
    Definition definition =
        new Definition(
            NAME,
            Definition.Kind.PULL,
            Filter.ALL,
            Map.of(),
            Start.FIRST,
            1,
            100,
            Retry.DEFAULT,
            Definition.OnFailure.DEAD_LETTER,
            Duration.ofMinutes(1));
    memory
        .declare(new Definitions.Declaration(definition, new Cursor(1, 0), false, "test"))
        .await();
    lease = claim("node-a");
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Segments.Lease claim(String node) {
    Segments.Segment segment =
        memory
            .claim(new Segments.Claim(NAME, node, Duration.ofMinutes(1), List.of()))
            .await()
            .segments()
            .get(0);
    return new Segments.Lease(segment.slots().first(), segment.token());
  }

  private void release() {
    memory.leave(new Segments.Leave(NAME, "node-a")).await();
    memory
        .checkpoint(
            new Segments.Checkpoints(
                List.of(
                    new Segments.Checkpoint(
                        NAME, lease, Progress.at(new Cursor(1, 0)), null, 0, 0, true, true))))
        .await();
  }

  private Delivery delivery(long position, int attempt, boolean replay) {
    NewEvent event = NewEvent.builder("" + position, "/s", "t").stream("order-" + position).build();
    int slot = StreamName.slot(event.stream());
    RecordedEvent recorded = new RecordedEvent(event, 1, position, 1, Instant.EPOCH);
    return new Delivery(NAME, lease, slot, recorded, attempt, replay, false, false);
  }

  /** Hands these over in one turn of the engine. */
  private List<Future<?>> handle(PullWork by, Delivery... deliveries) {
    Promise<List<Future<?>>> begun = Promise.promise();
    context.runOnContext(
        turn -> {
          List<Future<?>> handled = new ArrayList<>();
          for (Delivery delivery : deliveries) {
            handled.add(by.handle(delivery));
          }
          begun.complete(handled);
        });
    return begun.future().await();
  }

  private Future<?> handle(long position) {
    return handle(work, delivery(position, 1, false)).get(0);
  }

  private List<Pulled> pull() {
    return memory.pull(new Offers.Pull(NAME, 100, null, "p1")).await().events();
  }

  private Pulled pulled() {
    List<Pulled> events = new ArrayList<>();
    await().until(() -> events.addAll(pull()));
    return events.get(0);
  }

  private void settle(Pulled event, Outcome outcome, Duration retryAfter, boolean deadLetter) {
    Offers.Settlement settlement =
        new Offers.Settlement(
            event.position(), event.receipt(), outcome, retryAfter, deadLetter, "why");
    assertThat(memory.settle(new Offers.Settle(NAME, List.of(settlement))).await().kept())
        .containsExactly(true);
  }

  private void look() {
    context.runOnContext(turn -> work.look());
  }

  private List<Offers.Settled> remembered() {
    return memory.settled(new Offers.SettledQuery(NAME, lease)).await().events();
  }

  @Test
  void events_of_one_turn_are_offered_in_one_call() {
    handle(work, delivery(1, 1, false), delivery(2, 1, false), delivery(3, 1, false));

    await().until(() -> hints.get() == 1);
    assertThat(calls.count("offer")).isEqualTo(1);
    assertThat(pull()).hasSize(3);
  }

  @Test
  void what_is_acked_is_handled_and_forgotten_when_it_is_past_the_checkpoint() {
    Future<?> handled = handle(1);
    settle(pulled(), Outcome.ACKED, null, false);
    look();

    await().until(handled::succeeded);
    await().until(() -> remembered().isEmpty());
  }

  @Test
  void what_is_nacked_has_failed_and_is_retried_as_the_puller_wants() {
    Future<?> later = handle(1);
    settle(pulled(), Outcome.NACKED, Duration.ofSeconds(9), false);
    Future<?> never = handle(2);
    settle(pulled(), Outcome.NACKED, null, true);
    look();

    await().until(() -> later.failed() && never.failed());
    assertThat(later.cause()).isInstanceOf(Nacked.class).hasMessage("why");
    Retry retry = work.retry(later.cause(), Retry.DEFAULT);
    assertThat(retry.initial()).isEqualTo(Duration.ofSeconds(9));
    assertThat(retry.longest()).isEqualTo(Duration.ofSeconds(9));
    assertThat(retry.attempts()).isEqualTo(Retry.DEFAULT.attempts());
    assertThat(work.retry(never.cause(), Retry.DEFAULT)).isEqualTo(Retry.NONE);
    assertThat(work.retry(new IllegalStateException(), Retry.DEFAULT)).isEqualTo(Retry.DEFAULT);
    assertThat(remembered()).isEmpty();
  }

  @Test
  void nothing_is_lost_while_the_store_cannot_be_reached() {
    calls.begin("offer");
    Future<?> handled = handle(1);
    await().until(() -> calls.count("offer") > 1);
    calls.end("offer");
    Pulled event = pulled();

    calls.begin("settled");
    calls.begin("forget");
    settle(event, Outcome.NACKED, null, false);
    int looks = calls.count("settled");
    await().until(() -> calls.count("settled") > looks);
    calls.end("settled");
    await().until(() -> calls.count("forget") > 1);
    assertThat(handled.isComplete()).isFalse();
    calls.end("forget");

    await().until(handled::failed);
    assertThat(handled.cause()).isInstanceOf(Nacked.class);
  }

  @Test
  void C4_an_owner_that_has_lost_the_segment_offers_nothing() {
    release();
    claim("node-b");

    Future<?> handled = handle(1);

    await().until(handled::failed);
    assertThat(handled.cause()).isInstanceOf(Fenced.class);
    assertThat(pull()).isEmpty();
  }

  @Test
  void C4_an_owner_that_waits_for_pullers_learns_that_the_segment_is_lost() {
    Future<?> handled = handle(1);
    pulled();
    release();
    claim("node-b");

    await().atMost(Duration.ofSeconds(20)).until(handled::failed);
    assertThat(handled.cause()).isInstanceOf(Fenced.class);
  }

  @Test
  void N2_what_is_out_when_a_segment_is_given_back_is_found_settled_by_the_next_owner() {
    List<Future<?>> out = handle(work, delivery(1, 1, false), delivery(2, 1, false));
    await().until(() -> hints.get() == 1);
    List<Pulled> events = pull();
    Segments.Lease left = lease;
    context.runOnContext(turn -> work.leaving(left));
    await().until(() -> out.stream().allMatch(Future::failed));
    assertThat(out).allMatch(one -> one.cause() instanceof Fenced);

    release();
    settle(events.get(0), Outcome.ACKED, null, false);
    lease = claim("node-b");
    PullWork next = work();
    List<Future<?>> again = handle(next, delivery(1, 1, false), delivery(2, 1, false));

    await().until(() -> again.get(0).succeeded());
    assertThat(pull()).isEmpty();
    settle(events.get(1), Outcome.ACKED, null, false);
    await().until(() -> again.get(1).succeeded());
  }

  @Test
  void a_replay_is_offered_although_it_was_acked_a_moment_ago() {
    Future<?> first = handle(1);
    settle(pulled(), Outcome.ACKED, null, false);
    look();
    await().until(first::succeeded);

    Future<?> replayed = handle(work, delivery(1, 1, true)).get(0);

    settle(pulled(), Outcome.ACKED, null, false);
    await().until(replayed::succeeded);
  }

  @Test
  void a_redriven_event_is_offered_although_a_later_attempt_of_before_had_failed() {
    PullWork dead = work();
    handle(dead, delivery(1, 3, false));
    settle(pulled(), Outcome.NACKED, null, true);
    context.runOnContext(turn -> dead.close());

    Future<?> redriven = handle(1);

    Pulled again = pulled();
    assertThat(again.attempt()).isEqualTo(1);
    settle(again, Outcome.ACKED, null, false);
    await().until(redriven::succeeded);
  }
}
