package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.fixtures.RestorableLog;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RollbackTest {

  private final Vertx vertx = Vertx.vertx();
  private final RestorableLog log = new RestorableLog();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void L7_a_subscription_goes_on_with_the_history_that_replaced_what_it_saw() {
    Tidings tidings = tidings();
    List<String> seen = new CopyOnWriteArrayList<>();
    tidings.on(OrderPlaced.class, (order, event) -> seen.add(order.orderId())).await();
    tidings.to("orders").publish(OrderPlaced.number(1)).await();
    tidings.to("orders").publish(OrderPlaced.number(2)).await();
    tidings.settled().await();

    log.restore(new MemoryEventLog(2));
    tidings.to("orders").publish(OrderPlaced.number(3)).await();

    await().untilAsserted(() -> assertThat(seen).containsExactly("A1", "A2", "A3"));
    tidings.to("orders").publish(OrderPlaced.number(4)).await();
    tidings.settled().await();
    assertThat(seen).containsExactly("A1", "A2", "A3", "A4");
  }

  private Tidings tidings() {
    TidingsCodec.register(vertx);
    vertx.deployVerticle(new PersistenceVerticle(log, PersistenceConfig.defaults())).await();
    EventLog bus = new BusEventLog(vertx, BusLogConfig.defaults(), true);
    Schedule schedule = new BusSchedule(vertx, BusLogConfig.defaults(), true);
    Tail tail = new Tail(vertx, bus, TailConfig.defaults());
    return new Tidings(Hosts.of(vertx, bus, tail), schedule, "/test");
  }
}
