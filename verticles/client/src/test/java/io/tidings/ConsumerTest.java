package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Start;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumerTest extends ConsumerFixture {

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
  void a_consumer_without_a_handler_and_one_without_a_proper_name_are_refused() {
    assertThatThrownBy(() -> tidings.consumer("mail").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mail");
    assertThatThrownBy(() -> tidings.consumer("Mail Me").on(OrderPlaced.class, this::note).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Mail Me'");
  }
}
