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
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What subscriptions deliver, from when until when. */
@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SubscriptionTest extends SubscriptionFixture {

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
  void an_event_that_cannot_be_decoded_is_left_behind() {
    tidings.on(OrderPlaced.class, (order, event) -> seen.add(order)).await();

    tidings.publish(Append.of(fromElsewhere("{\"orderId\":[]}"))).await();
    publish(1, 1);

    await().until(() -> seen.equals(orders(1, 1)));
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
  void a_verticle_that_is_undeployed_while_it_subscribes_leaves_no_subscription() {
    Promise<Subscription> subscribed = Promise.promise();
    VerticleBase hasty =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            tidings.on(OrderPlaced.class, (order, event) -> seen.add(order)).onComplete(subscribed);
            return Future.succeededFuture();
          }
        };

    tidings.vertx().undeploy(tidings.vertx().deployVerticle(hasty).await()).await();
    subscribed.future().await();
    publish(1, 3);
    tidings.settled().await();

    assertThat(seen).isEmpty();
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
