package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.model.Append;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumerFailureTest extends ConsumerFixture {

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
    assertThat(letter.attempts().get(2).handler()).contains(ConsumerFailureTest.class.getName());

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
  void C5_an_outage_is_waited_for_and_counts_for_nothing() {
    AtomicInteger attempts = new AtomicInteger();
    tidings
        .consumer("patient")
        .retry(QUICK)
        .outage(IllegalStateException.class)
        .on(
            OrderPlaced.class,
            (order, context) -> {
              if (attempts.incrementAndGet() <= 5) {
                throw new IllegalStateException("the mail server is away");
              }
              throw new IllegalArgumentException("no such mailbox");
            })
        .start()
        .await();

    place("1");
    settle();

    assertThat(attempts).hasValue(8);
    assertThat(letters("patient").get(0).attempts()).hasSize(8);
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
}
