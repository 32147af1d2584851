package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class InProcessTest {

  @Test
  void publish_and_subscribe_take_a_few_lines() {
    Tidings tidings = Tidings.inProcess();
    List<String> mails = new CopyOnWriteArrayList<>();

    tidings.on(OrderPlaced.class, (order, event) -> mails.add("for " + order.customerId())).await();
    tidings.to("order-A123").publish(OrderPlaced.number(123)).await();
    tidings.settled().await();

    assertThat(mails).containsExactly("for C456");
    tidings.close().await();
  }

  @Test
  void it_is_at_rest_when_the_reactions_to_reactions_have_been_handled() {
    Tidings tidings = Tidings.inProcess();
    List<String> paid = new CopyOnWriteArrayList<>();
    tidings
        .on(
            OrderPlaced.class,
            (order, event) -> {
              int number = Integer.parseInt(order.orderId().substring(1));
              tidings.to("orders").publish(new OrderPaid(order.orderId()));
              if (number < 100) {
                tidings.to("orders").publish(OrderPlaced.number(number + 1));
              }
            })
        .await();
    tidings.on(OrderPaid.class, (order, event) -> paid.add(order.orderId())).await();

    tidings.to("orders").publish(OrderPlaced.number(1));
    tidings.settled().await();

    assertThat(paid).hasSize(100);
    tidings.close().await();
  }

  @Test
  void a_failure_of_a_handler_is_told_once_when_it_is_at_rest() {
    Tidings tidings = Tidings.inProcess();
    tidings
        .on(
            OrderPlaced.class,
            (order, event) -> {
              throw new IllegalStateException("out of stamps");
            })
        .await();
    tidings.to("orders").publish(OrderPlaced.number(1));

    assertThatThrownBy(() -> tidings.settled().await()).hasMessage("out of stamps");
    tidings.settled().await();
    tidings.close().await();
  }

  @Test
  void it_can_be_made_on_an_event_loop() {
    Vertx vertx = Vertx.vertx();
    Promise<Tidings> made = Promise.promise();

    vertx.runOnContext(go -> made.complete(Tidings.inProcess()));

    Tidings tidings = made.future().await();
    assertThat(tidings.to("orders").publish(OrderPlaced.number(1)).await().position()).isEqualTo(1);
    tidings.close().await();
    vertx.close().await();
  }

  @Test
  void two_of_them_share_nothing() {
    Tidings one = Tidings.inProcess();
    Tidings other = Tidings.inProcess();

    one.to("orders").publish(OrderPlaced.number(1)).await();

    assertThat(other.log().head().await().position()).isZero();
    one.close().await();
    other.close().await();
  }

  @Test
  void the_tidings_of_a_node_does_not_close_it() {
    Tidings inProcess = Tidings.inProcess();
    Tidings node =
        new Tidings(
            Hosts.of(inProcess.vertx(), inProcess.log(), inProcess.tail()),
            inProcess.schedule(),
            "/tidings");

    node.close().await();

    assertThat(node.to("orders").publish(OrderPlaced.number(1)).await().position()).isEqualTo(1);
    inProcess.as("/elsewhere").close().await();
    Subscriber late = new Subscriber(inProcess, (order, event) -> Future.succeededFuture());
    assertThatThrownBy(() -> inProcess.vertx().deployVerticle(late).await()).isNotNull();
  }
}
