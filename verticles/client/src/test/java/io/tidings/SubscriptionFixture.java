package io.tidings;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** A log in this process, and what was seen of the orders in it. */
abstract class SubscriptionFixture {

  final Tidings tidings = Tidings.inProcess();
  final List<OrderPlaced> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  void publish(int first, int last) {
    List<Future<?>> published = new CopyOnWriteArrayList<>();
    orders(first, last).forEach(order -> published.add(tidings.to("orders").publish(order)));
    Future.all(List.copyOf(published)).await();
  }

  static List<OrderPlaced> orders(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(OrderPlaced::number).toList();
  }
}
