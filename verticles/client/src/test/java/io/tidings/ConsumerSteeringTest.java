package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumerSteeringTest extends ConsumerFixture {

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
  void a_consumer_that_is_quiet_on_replay_publishes_nothing_then() {
    List<Boolean> replays = new CopyOnWriteArrayList<>();
    tidings
        .consumer("quiet")
        .quietOnReplay()
        .onAsync(
            OrderPlaced.class,
            (order, context) -> {
              replays.add(context.isReplay());
              String stream = context.isReplay() ? "order-replayed" : context.event().stream();
              return context.to(stream).publish(new OrderPaid(order.orderId()));
            })
        .start()
        .await();
    place("1", "2");
    settle();

    replay("quiet", false);
    await().until(() -> replays.size() == 4);
    await().until(() -> isRunning("quiet"));

    assertThat(all()).hasSize(4);
    assertThat(actions("quiet")).doesNotContain("skip");
  }

  @Test
  void C6_a_seek_back_has_the_events_handled_again() {
    tidings.consumer("mail").on(OrderPlaced.class, this::note).start().await();
    place("1", "2");
    settle();

    change(new Change("mail", Command.SEEK, null, cursor(1), 0, false, "test", "again"));

    await()
        .untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder("1", "2", "2"));
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
}
