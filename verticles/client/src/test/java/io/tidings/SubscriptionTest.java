package io.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidings.model.Append;
import io.tidings.model.Data;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubscriptionTest {

  private final Tidings tidings = Tidings.inProcess();
  private final List<OrderPlaced> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  @Test
  void D3_a_subscriber_receives_the_very_object_that_was_published() {
    tidings.on(OrderPlaced.class, (order, event) -> seen.add(order)).await();
    OrderPlaced order = OrderPlaced.number(1);

    tidings.to("order-A1").publish(order).await();
    tidings.settled().await();

    assertThat(seen).singleElement().isSameAs(order);
  }

  @Test
  void D3_what_came_as_bytes_is_decoded_once_for_all_subscribers() {
    tidings.on(OrderPlaced.class, (order, event) -> seen.add(order)).await();
    tidings.on(OrderPlaced.class, (order, event) -> seen.add(order)).await();

    tidings.publish(Append.of(fromElsewhere("{\"orderId\":\"A1\",\"total\":1.10}"))).await();
    tidings.settled().await();

    assertThat(seen).hasSize(2);
    assertThat(seen.get(0).total()).isEqualByComparingTo("1.1").hasScaleOf(2);
    assertThat(seen.get(0)).isSameAs(seen.get(1));
  }

  @Test
  void D2_events_come_once_in_order_from_the_subscription_on() {
    publish(1, 10);
    tidings.on(OrderPlaced.class, (order, event) -> seen.add(order)).await();

    publish(11, 900);
    tidings.settled().await();

    assertThat(seen).isEqualTo(orders(11, 900));
  }

  @Test
  void a_subscriber_sees_its_own_type_and_where_it_was_recorded() {
    AtomicReference<RecordedEvent> recorded = new AtomicReference<>();
    tidings.on(OrderPaid.class, (paid, event) -> recorded.set(event)).await();
    tidings.to("order-A1").publish(OrderPlaced.number(1)).await();

    var receipt = tidings.to("order-A1").publish(new OrderPaid("A1")).await();
    tidings.settled().await();

    assertThat(recorded.get().receipt()).isEqualTo(receipt);
  }

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
  void an_event_that_cannot_be_decoded_is_left_behind() {
    tidings.on(OrderPlaced.class, (order, event) -> seen.add(order)).await();

    tidings.publish(Append.of(fromElsewhere("{\"orderId\":[]}"))).await();
    publish(1, 1);

    await().until(() -> seen.equals(orders(1, 1)));
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

  @Test
  void nothing_is_delivered_after_close_not_even_the_rest_of_a_frame() {
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    subscription.set(
        tidings
            .on(
                OrderPlaced.class,
                (order, event) -> {
                  seen.add(order);
                  subscription.get().close();
                })
            .await());

    tidings.to("orders").publish(orders(1, 5)).await();
    tidings.settled().await();
    subscription.get().close();

    assertThat(seen).isEqualTo(orders(1, 1));
  }

  @Test
  void a_subscription_ends_with_the_verticle_that_made_it_and_others_go_on() {
    List<OrderPlaced> others = new CopyOnWriteArrayList<>();
    Subscriber first = new Subscriber(tidings, (order, event) -> record(seen, order));
    Subscriber second = new Subscriber(tidings, (order, event) -> record(others, order));
    String deployed = tidings.vertx().deployVerticle(first).await();
    tidings.vertx().deployVerticle(second).await();
    publish(1, 2);
    tidings.settled().await();

    tidings.vertx().undeploy(deployed).await();
    publish(3, 4);
    tidings.settled().await();

    assertThat(seen).isEqualTo(orders(1, 2));
    assertThat(others).isEqualTo(orders(1, 4));
  }

  @Test
  void whatever_matches_a_filter_can_be_followed_as_recorded() {
    List<String> types = new CopyOnWriteArrayList<>();
    tidings
        .follow(
            Filter.category("order"),
            event -> {
              types.add(event.type());
              return Future.succeededFuture();
            })
        .await();

    tidings.to("invoice-A1").publish(new OrderPaid("A1")).await();
    tidings.to("order-A1").publish(List.of(OrderPlaced.number(1), new OrderPaid("A1"))).await();
    tidings.settled().await();

    assertThat(types).containsExactly("orders.order-placed", "orders.order-paid");
  }

  @Test
  void a_class_without_event_type_cannot_be_subscribed_to() {
    record Untyped(String orderId) {}

    assertThatThrownBy(() -> tidings.on(Untyped.class, (event, recorded) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@EventType");
  }

  private void publish(int first, int last) {
    List<Future<?>> published = new CopyOnWriteArrayList<>();
    orders(first, last).forEach(order -> published.add(tidings.to("orders").publish(order)));
    Future.all(List.copyOf(published)).await();
  }

  private static List<OrderPlaced> orders(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(OrderPlaced::number).toList();
  }

  private static Future<?> record(List<OrderPlaced> list, OrderPlaced order) {
    list.add(order);
    return Future.succeededFuture();
  }

  private static NewEvent fromElsewhere(String json) {
    return NewEvent.builder("1", "/web", "orders.order-placed")
        .data(Data.of(Data.Form.JSON, json.getBytes(UTF_8)))
        .build();
  }
}
