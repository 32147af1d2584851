package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Retry;
import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SwitchOverTest {

  private static final Retry PATIENT =
      Retry.DEFAULT.attempts(100).backoff(Duration.ofMillis(200), Duration.ofMillis(200), 1);

  private final Tidings tidings = Tidings.inProcess();
  private final List<String> old = new CopyOnWriteArrayList<>();
  private final List<String> rebuilt = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  @Test
  void what_the_new_one_tries_again_is_waited_for_and_what_waits_behind_that() {
    AtomicInteger attempts = new AtomicInteger();
    for (String id : List.of("1", "2", "3")) {
      tidings.to("order-1").publish(new OrderPlaced(id, "C456", BigDecimal.TEN)).await();
    }
    tidings
        .consumer("totals@1")
        .on(OrderPlaced.class, (order, context) -> old.add(order.orderId()))
        .start()
        .await();
    tidings.settled().await();
    tidings
        .consumer("totals@2")
        .retry(PATIENT)
        .on(
            OrderPlaced.class,
            (order, context) -> {
              if (order.orderId().equals("2") && attempts.incrementAndGet() < 5) {
                throw new IllegalStateException("not yet");
              }
              rebuilt.add(order.orderId());
            })
        .start()
        .await();

    List<String> atSwitch = new ArrayList<>();
    tidings
        .switchOver("totals@1", "totals@2", () -> Future.succeededFuture(atSwitch.addAll(rebuilt)))
        .await();

    assertThat(atSwitch).isEqualTo(old).containsExactly("1", "2", "3");
  }

  @Test
  void slots_that_are_ahead_of_their_segment_count() {
    tidings.consumer("totals@1").on(OrderPlaced.class, (order, context) -> {}).start().await();
    Definition definition =
        tidings.store().status(new Asked("totals@1")).await().consumers().get(0).definition();
    Progress merged =
        new Progress(
            new Cursor(1, 40),
            List.of(new Progress.Ahead(new SlotRange(512, 1023), 70)),
            List.of(30L));
    SegmentStatus segment =
        new SegmentStatus(SlotRange.ALL, 1, null, Duration.ZERO, merged, null, 60, 0);

    assertThat(
            SwitchOver.looked(
                new Status(definition, State.PAUSED, null, List.of(segment), 0, 0, 0)))
        .isEqualTo(70);
  }
}
