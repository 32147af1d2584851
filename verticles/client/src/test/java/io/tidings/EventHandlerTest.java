package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where and when handlers of subscriptions are called, and what their failures do. */
@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventHandlerTest extends SubscriptionFixture {

  @Test
  void the_next_event_waits_for_the_future_of_the_handler() {
    Promise<Void> release = Promise.promise();
    tidings
        .onAsync(
            OrderPlaced.class,
            (order, event) -> {
              seen.add(order);
              return release.future();
            })
        .await();
    publish(1, 3);
    await().until(() -> seen.size() == 1);
    assertThat(tidings.settled().isComplete()).isFalse();

    release.complete();
    tidings.settled().await();

    assertThat(seen).isEqualTo(orders(1, 3));
  }

  @Test
  void a_handler_is_called_on_the_context_that_subscribed_whatever_completes_its_future() {
    List<Context> contexts = new CopyOnWriteArrayList<>();
    Subscriber verticle =
        new Subscriber(
            tidings,
            (order, event) -> {
              contexts.add(Vertx.currentContext());
              Promise<Void> done = Promise.promise();
              new Thread(done::complete).start();
              return done.future();
            });
    tidings.vertx().deployVerticle(verticle).await();

    publish(1, 3);
    tidings.settled().await();

    assertThat(contexts).hasSize(3).containsOnly(verticle.context());
  }

  @Test
  void a_blocking_handler_may_block_and_publish_and_keeps_the_order() {
    List<String> threads = new CopyOnWriteArrayList<>();
    AtomicInteger atWork = new AtomicInteger();
    tidings
        .onBlocking(
            OrderPlaced.class,
            (order, event) -> {
              assertThat(atWork.incrementAndGet()).isEqualTo(1);
              threads.add(Thread.currentThread().toString());
              seen.add(order);
              tidings.to("mail").causedBy(event).publish(new OrderPaid(order.orderId())).await();
              atWork.decrementAndGet();
            })
        .await();

    publish(1, 20);
    tidings.settled().await();

    assertThat(seen).isEqualTo(orders(1, 20));
    String kind = Runtime.version().feature() < 21 ? "tidings-handler" : "VirtualThread";
    assertThat(threads).allMatch(thread -> thread.contains(kind));
    assertThat(tidings.log().head().await().position()).isEqualTo(40);
  }

  @Test
  void a_handler_of_a_worker_verticle_may_block() {
    DeploymentOptions worker = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    CountDownLatch latch = new CountDownLatch(1);
    Subscriber verticle =
        new Subscriber(
            tidings,
            (order, event) -> {
              tidings.vertx().setTimer(1, timer -> {});
              new Thread(latch::countDown).start();
              try {
                latch.await();
              } catch (InterruptedException e) {
                return Future.failedFuture(e);
              }
              seen.add(order);
              return Future.succeededFuture();
            });
    tidings.vertx().deployVerticle(verticle, worker).await();

    publish(1, 3);
    tidings.settled().await();

    assertThat(seen).isEqualTo(orders(1, 3));
  }

  @Test
  void whatever_way_a_handler_fails_the_next_event_comes() {
    AtomicInteger calls = new AtomicInteger();
    tidings
        .on(
            OrderPlaced.class,
            (order, event) -> {
              calls.incrementAndGet();
              throw new IOException("the disk is full");
            })
        .await();
    tidings
        .onAsync(
            OrderPlaced.class,
            (order, event) -> {
              calls.incrementAndGet();
              return null;
            })
        .await();
    tidings
        .onBlocking(
            OrderPlaced.class,
            (order, event) -> {
              calls.incrementAndGet();
              throw new AssertionError("not what was expected");
            })
        .await();
    tidings
        .onAsync(
            OrderPlaced.class,
            (order, event) -> {
              calls.incrementAndGet();
              return Future.failedFuture("no luck");
            })
        .await();

    publish(1, 5);

    await().untilAsserted(() -> assertThat(calls).hasValue(20));
  }

  @Test
  void one_slow_subscriber_does_not_hold_up_another() {
    Promise<Void> release = Promise.promise();
    tidings.onAsync(OrderPlaced.class, (order, event) -> release.future()).await();
    tidings.on(OrderPlaced.class, (order, event) -> seen.add(order)).await();

    publish(1, 5);

    await().until(() -> seen.equals(orders(1, 5)));
    release.complete();
  }
}
