package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Start;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumerTest {

  private static final Retry QUICK =
      Retry.DEFAULT.attempts(3).backoff(Duration.ofMillis(1), Duration.ofMillis(2), 1);

  private final Tidings tidings = Tidings.inProcess();
  private final List<String> handled = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  @Test
  void C1_what_was_recorded_before_a_consumer_started_is_handled() {
    place("1", "2");

    tidings.consumer("mail").on(OrderPlaced.class, this::note).start().await();
    place("3");
    settle();

    assertThat(handled).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void C1_a_consumer_goes_on_where_it_was_stopped() {
    place("1");
    Consumer first = tidings.consumer("mail").on(OrderPlaced.class, this::note).start().await();
    settle();
    first.stop().await();
    place("2");

    tidings.consumer("mail").on(OrderPlaced.class, this::note).start().await();
    settle();

    assertThat(handled).containsExactly("1", "2");
  }

  @Test
  void a_consumer_that_starts_at_the_latest_event_leaves_out_what_was_there() {
    place("1");

    tidings
        .consumer("mail")
        .startAt(Start.LATEST)
        .on(OrderPlaced.class, this::note)
        .start()
        .await();
    place("2");
    settle();

    assertThat(handled).containsExactly("2");
  }

  @Test
  void C2_the_next_event_of_a_stream_waits_for_the_future_of_the_handler() {
    List<Integer> order = new CopyOnWriteArrayList<>();
    AtomicInteger inWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    tidings
        .consumer("slow")
        .onBlocking(
            OrderPlaced.class,
            (placed, context) -> {
              most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
              Thread.yield();
              order.add(Integer.parseInt(placed.orderId()));
              inWork.decrementAndGet();
            })
        .start()
        .await();

    for (int n = 0; n < 100; n++) {
      tidings.to("order-1").publish(placed("" + n)).await();
    }
    settle();

    assertThat(order).isEqualTo(IntStream.range(0, 100).boxed().toList());
    assertThat(most).hasValue(1);
  }

  @Test
  void only_what_matches_all_conditions_is_handled() {
    tidings
        .consumer("partner")
        .category("order")
        .attribute("partner", "acme")
        .onAny(
            context -> {
              handled.add(context.event().id());
              return Future.succeededFuture();
            })
        .start()
        .await();

    append("1", "order-1", "acme");
    append("2", "order-1", "other");
    append("3", "invoice-1", "acme");
    append("4", "order-2", "acme");
    settle();

    assertThat(handled).containsExactlyInAnyOrder("1", "4");
  }

  @Test
  void a_reaction_is_recorded_once_however_often_the_event_is_handled() {
    AtomicInteger attempts = new AtomicInteger();
    tidings
        .consumer("payment")
        .retry(QUICK)
        .onAsync(
            OrderPlaced.class,
            (order, context) ->
                context
                    .to(context.event().stream())
                    .publish(new OrderPaid(order.orderId()))
                    .compose(
                        done ->
                            attempts.incrementAndGet() < 3
                                ? Future.failedFuture("the answer was lost")
                                : Future.succeededFuture()))
        .start()
        .await();

    place("1");
    settle();

    List<RecordedEvent> all = all();
    assertThat(all).hasSize(2);
    RecordedEvent reaction = all.get(1);
    assertThat(attempts).hasValue(3);
    assertThat(reaction.event().causationId()).isEqualTo(all.get(0).id());
    assertThat(reaction.event().correlationId()).isEqualTo(all.get(0).id());
  }

  @Test
  void C5_what_fails_for_good_is_a_dead_letter_and_its_stream_waits() {
    AtomicBoolean mended = new AtomicBoolean();
    tidings
        .consumer("stock")
        .retry(QUICK)
        .on(
            OrderPlaced.class,
            (order, context) -> {
              if (order.orderId().equals("bad") && !mended.get()) {
                throw new IllegalStateException("no such article");
              }
              handled.add(order.orderId());
            })
        .start()
        .await();

    tidings.to("order-A").publish(List.of(placed("A1"), placed("bad"), placed("A3"))).await();
    tidings.to("order-B").publish(List.of(placed("B1"), placed("B2"))).await();
    settle();

    assertThat(handled).containsExactlyInAnyOrder("A1", "B1", "B2");
    DeadLetter letter = letters("stock").get(0);
    assertThat(letter.stream()).isEqualTo("order-A");
    assertThat(letter.attempts()).hasSize(3);
    assertThat(letter.attempts().get(2).error()).isEqualTo(IllegalStateException.class.getName());
    assertThat(letter.attempts().get(2).message()).isEqualTo("no such article");
    assertThat(letter.attempts().get(2).handler()).contains(ConsumerTest.class.getName());

    mended.set(true);
    tidings.store().redrive(new Redrive(any("stock"), 0, "test", "mended")).await();

    await().until(() -> handled.size() == 5);
    assertThat(handled.subList(3, 5)).containsExactly("bad", "A3");
    await().until(() -> letters("stock").isEmpty());
    assertThat(actions("stock")).contains("redrive");
  }

  @Test
  void C5_a_failure_that_is_permanent_is_not_tried_again() {
    AtomicInteger attempts = new AtomicInteger();
    tidings
        .consumer("strict")
        .retry(QUICK)
        .permanent(IllegalArgumentException.class)
        .on(
            OrderPlaced.class,
            (order, context) -> {
              attempts.incrementAndGet();
              throw new IllegalArgumentException("never");
            })
        .start()
        .await();

    place("1");
    settle();

    assertThat(attempts).hasValue(1);
    assertThat(letters("strict")).hasSize(1);
  }

  @Test
  void C5_a_payload_that_cannot_be_read_is_a_dead_letter_at_once() {
    tidings.consumer("typed").retry(QUICK).on(OrderPlaced.class, this::note).start().await();

    tidings
        .publish(
            Append.of(
                NewEvent.builder("1", "/test", "orders.order-placed").stream("order-1").build()))
        .await();
    settle();

    assertThat(letters("typed").get(0).attempts()).hasSize(1);
  }

  @Test
  void a_batch_is_handled_at_once_and_only_the_event_at_fault_is_held() {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    tidings
        .consumer("bulk")
        .segments(1)
        .retry(QUICK)
        .onBatch(
            50,
            batch -> {
              sizes.add(batch.size());
              List<String> ids =
                  batch.stream().map(one -> one.as(OrderPlaced.class).orderId()).toList();
              if (ids.contains("7")) {
                return Future.failedFuture("seven");
              }
              handled.addAll(ids);
              return Future.succeededFuture();
            })
        .types("orders.order-placed")
        .start()
        .await();

    place(IntStream.range(0, 20).mapToObj(Integer::toString).toArray(String[]::new));
    settle();

    assertThat(handled).hasSize(19).doesNotHaveDuplicates().doesNotContain("7");
    assertThat(letters("bulk")).hasSize(1);
  }

  @Test
  void the_inbox_knows_what_a_consumer_has_entered() {
    List<Boolean> known = new CopyOnWriteArrayList<>();
    tidings
        .consumer("sms")
        .retry(QUICK)
        .onAsync(
            OrderPlaced.class,
            (order, context) ->
                context
                    .isDone()
                    .onSuccess(known::add)
                    .compose(
                        done ->
                            done
                                ? Future.succeededFuture()
                                : context
                                    .enterDone()
                                    .compose(entered -> Future.failedFuture("after the effect"))))
        .start()
        .await();

    place("1");
    settle();

    assertThat(known).containsExactly(false, true);
  }

  @Test
  void C6_a_replay_is_seen_by_handlers_and_a_dry_run_publishes_nothing() {
    List<Boolean> replays = new CopyOnWriteArrayList<>();
    tidings
        .consumer("view")
        .onAsync(
            OrderPlaced.class,
            (order, context) -> {
              replays.add(context.isReplay());
              return context.isReplay()
                  ? context.to("order-replayed").publish(new OrderPaid(order.orderId()))
                  : Future.succeededFuture();
            })
        .start()
        .await();
    place("1", "2");
    settle();

    replay("view", true);
    await().until(() -> replays.size() == 4);
    await().until(() -> isRunning("view"));

    assertThat(replays).containsExactly(false, false, true, true);
    assertThat(all()).hasSize(2);
    assertThat(letters("view")).isEmpty();

    replay("view", false);
    await().until(() -> all().size() == 4);
    assertThat(actions("view")).contains("replay");
  }

  @Test
  void C6_a_seek_back_has_the_events_handled_again() {
    tidings.consumer("mail").on(OrderPlaced.class, this::note).start().await();
    place("1", "2");
    settle();

    change(new Change("mail", Command.SEEK, null, cursor(1), 0, false, "test", "again"));

    await().untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder("1", "2", "2"));
    assertThat(actions("mail")).contains("seek");
  }

  @Test
  void a_paused_consumer_handles_nothing_until_it_is_resumed() {
    tidings.consumer("mail").on(OrderPlaced.class, this::note).start().await();
    change(new Change("mail", Command.PAUSE, null, null, 0, false, "test", "holidays"));
    await()
        .until(
            () ->
                tidings
                    .store()
                    .status(new Asked("mail"))
                    .await()
                    .consumers()
                    .get(0)
                    .segments()
                    .stream()
                    .allMatch(one -> one.owner() == null));
    place("1");
    assertThat(handled).isEmpty();

    change(new Change("mail", Command.RESUME, null, null, 0, false, "test", "back"));

    await().until(() -> handled.equals(List.of("1")));
  }

  @Test
  void a_consumer_stops_with_the_verticle_that_started_it() {
    String id =
        tidings
            .vertx()
            .deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    return tidings
                        .consumer("mail")
                        .on(OrderPlaced.class, ConsumerTest.this::note)
                        .start();
                  }
                })
            .await();
    place("1");
    settle();

    tidings.vertx().undeploy(id).await();

    assertThat(tidings.store().status(new Asked("mail")).await().consumers().get(0).segments())
        .allMatch(one -> one.owner() == null);
  }

  @Test
  void a_read_model_that_was_rebuilt_takes_over_with_equal_content() {
    ConcurrentHashMap<String, Integer> old = new ConcurrentHashMap<>();
    ConcurrentHashMap<String, Integer> rebuilt = new ConcurrentHashMap<>();
    List<ConcurrentHashMap<String, Integer>> shown = new ArrayList<>(List.of(old));
    count("totals@1", old);
    place("1", "2", "3");
    settle();

    count("totals@2", rebuilt);
    place("4");
    tidings
        .switchOver(
            "totals@1",
            "totals@2",
            () -> {
              assertThat(rebuilt).isEqualTo(old);
              shown.set(0, rebuilt);
              return Future.succeededFuture();
            })
        .await();

    place("5");
    settle();
    assertThat(shown.get(0)).hasSize(5);
    assertThat(old).hasSize(4);
    assertThat(actions("totals@1")).contains("switch");
  }

  @Test
  void a_consumer_without_a_handler_and_one_without_a_proper_name_are_refused() {
    assertThatThrownBy(() -> tidings.consumer("mail").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mail");
    assertThatThrownBy(() -> tidings.consumer("Mail Me").on(OrderPlaced.class, this::note).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Mail Me'");
  }

  private void count(String name, ConcurrentHashMap<String, Integer> into) {
    tidings
        .consumer(name)
        .on(OrderPlaced.class, (order, context) -> into.merge(order.orderId(), 1, Integer::sum))
        .start()
        .await();
  }

  private void note(OrderPlaced order, ConsumerContext context) {
    handled.add(order.orderId());
  }

  /** Each in a stream of its own. */
  private void place(String... orders) {
    for (String order : orders) {
      tidings.to("order-" + order).publish(placed(order)).await();
    }
  }

  private void append(String id, String stream, String partner) {
    tidings
        .publish(
            Append.of(
                NewEvent.builder(id, "/test", "test.happened").stream(stream)
                    .extension("partner", partner)
                    .build()))
        .await();
  }

  private void replay(String consumer, boolean dryRun) {
    change(
        new Change(consumer, Command.REPLAY, cursor(0), cursor(2), 0, dryRun, "test", "once more"));
  }

  private void change(Change change) {
    tidings.store().change(change).await();
  }

  private boolean isRunning(String consumer) {
    var status = tidings.store().status(new Asked(consumer)).await().consumers().get(0);
    return status.state() == State.RUNNING
        && status.segments().stream().allMatch(one -> one.replay() == null);
  }

  private Cursor cursor(long position) {
    return new Cursor(tidings.log().head().await().epoch(), position);
  }

  private List<RecordedEvent> all() {
    return tidings.log().read(Query.after(Cursor.START, Filter.ALL, 1000)).await().events();
  }

  private static Which any(String consumer) {
    return new Which(consumer, null, null, null, null, null, null);
  }

  private List<DeadLetter> letters(String consumer) {
    Which dead = new Which(consumer, HeldState.DEAD, null, null, null, null, null);
    return tidings.store().deadLetters(new DeadLetterQuery(dead, 0, 100)).await().letters();
  }

  private List<String> actions(String consumer) {
    return tidings.store().ledger(new LedgerQuery(consumer, 0, 100)).await().rows().stream()
        .map(LedgerRow::action)
        .toList();
  }

  private void settle() {
    tidings.settled().await();
  }

  private static OrderPlaced placed(String id) {
    return new OrderPlaced(id, "C456", BigDecimal.TEN);
  }
}
