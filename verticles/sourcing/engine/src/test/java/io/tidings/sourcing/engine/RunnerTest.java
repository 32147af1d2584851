package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.log.LogFailure;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.NewEvent;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One node, and a log where others interfere. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunnerTest {

  private final Vertx vertx = Vertx.vertx();
  private final MemoryEventLog memory = new MemoryEventLog();
  private final RiggedLog log = new RiggedLog(memory);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private TestNode node(DeciderLimits limits) {
    return new TestNode(vertx, log, Snapshots.none(), null, limits);
  }

  private Future<?> another(String stream) {
    return memory.append(
        Append.of(
            EventJson.event(new Orders.NoteAdded("faster"), "/other").stream(stream).build()));
  }

  @Test
  void a_decision_is_made_again_when_others_were_faster() {
    TestNode node = node(DeciderLimits.defaults());
    node.send("order-1", new Orders.PlaceOrder(30));
    AtomicInteger times = new AtomicInteger(3);
    log.beforeAppend(
        batch -> times.decrementAndGet() >= 0 ? another("order-1") : Future.succeededFuture());
    log.eventsRead.set(0);

    Accepted closed = (Accepted) node.send("order-1", new Orders.CloseOrder());

    assertThat(closed.version()).isEqualTo(6);
    assertThat(closed.events().get(1).data().text()).isEqualTo("{\"notes\":4}");
    assertThat(log.eventsRead.get())
        .as("each time the last known event and the new one")
        .isEqualTo(6);
    assertThat(node.meters.counter("tidings.decider.conflicts", "decider", "orders").count())
        .isEqualTo(3);
  }

  @Test
  void a_command_that_always_comes_too_late_is_given_back_as_a_conflict() {
    TestNode node = node(new DeciderLimits(10, 10, 3, 10));
    node.send("order-1", new Orders.PlaceOrder(30));
    log.beforeAppend(batch -> another("order-1"));

    assertThatThrownBy(() -> node.send("order-1", new Orders.AddNote("n")))
        .isInstanceOf(CommandFailure.Conflict.class)
        .hasMessageContaining("3 times");

    log.beforeAppend(batch -> Future.succeededFuture());
    assertThat(((Accepted) node.send("order-1", new Orders.AddNote("n"))).version()).isEqualTo(5);
    assertThat(node.count("commands", "outcome", "conflict")).isEqualTo(1);
  }

  @Test
  void more_commands_than_may_wait_are_refused_as_overload() {
    TestNode node = node(new DeciderLimits(2, 10, 3, 10));
    Promise<Void> held = Promise.promise();
    log.beforeAppend(batch -> held.future());
    Future<CommandOutcome> first = send(node, "order-1");
    Future<CommandOutcome> second = send(node, "order-2");

    assertThatThrownBy(() -> send(node, "order-3").await())
        .isInstanceOf(CommandFailure.Overloaded.class);

    held.complete();
    Future.all(first, second).await();
    assertThat(send(node, "order-3").await()).isInstanceOf(Accepted.class);
  }

  private static Future<CommandOutcome> send(TestNode node, String stream) {
    return node.runner.send(TestNode.command(stream, new Orders.PlaceOrder(1)));
  }

  @Test
  void what_the_log_fails_with_is_what_the_command_fails_with() {
    TestNode node = node(DeciderLimits.defaults());
    log.beforeAppend(
        batch -> Future.failedFuture(new LogFailure.Overloaded("full", Duration.ofSeconds(1))));
    assertThatThrownBy(() -> send(node, "order-1").await())
        .isInstanceOf(CommandFailure.Overloaded.class);
    log.beforeAppend(batch -> Future.failedFuture(new LogFailure.Unavailable("gone", null)));
    assertThatThrownBy(() -> send(node, "order-1").await())
        .isInstanceOf(CommandFailure.Unavailable.class);
    log.beforeAppend(batch -> Future.failedFuture(new LogFailure.Invalid("too large")));
    assertThatThrownBy(() -> send(node, "order-1").await())
        .isInstanceOf(CommandFailure.Invalid.class);
  }

  @Test
  void L5_a_command_whose_append_was_not_answered_is_known_when_it_is_sent_again() {
    TestNode node = node(DeciderLimits.defaults());
    var place = TestNode.command("order-1", new Orders.PlaceOrder(30));
    log.beforeAppend(
        batch ->
            memory
                .append(batch)
                .compose(done -> Future.failedFuture(new LogFailure.Unavailable("gone", null))));
    assertThatThrownBy(() -> node.send(place)).isInstanceOf(CommandFailure.Unavailable.class);
    log.beforeAppend(batch -> Future.succeededFuture());

    Accepted again = (Accepted) node.send(place);

    assertThat(again.duplicate()).isTrue();
    assertThat(again.events()).isEqualTo(TestNode.stream(memory, "order-1"));
    assertThat(TestNode.stream(memory, "order-1")).hasSize(1);
  }

  @Test
  void L5_an_append_that_was_recorded_before_its_answer_was_lost_is_answered_as_a_duplicate() {
    TestNode node = node(DeciderLimits.defaults());
    log.beforeAppend(memory::append);

    Accepted placed = (Accepted) node.send("order-1", new Orders.PlaceOrder(30));

    assertThat(placed).isEqualTo(new Accepted(1, TestNode.stream(memory, "order-1"), true));
  }

  /** As on a node whose clock a test stops: events that are decided twice are equal in all. */
  @Test
  void L5_a_repeat_that_is_equal_in_all_leads_to_no_other_state() {
    log.onAppend(RunnerTest::timeless);
    TestNode node = node(DeciderLimits.defaults());
    node.send("order-1", new Orders.PlaceOrder(30));
    var note = TestNode.command("order-1", new Orders.AddNote("first"));
    Accepted first = (Accepted) node.send(note);
    node.send("order-1", new Orders.AddNote("second"));

    Accepted again = (Accepted) node.send(note);
    Accepted closed = (Accepted) node.send("order-1", new Orders.CloseOrder());

    assertThat(again.duplicate()).isTrue();
    assertThat(again.version()).isEqualTo(first.version());
    assertThat(closed.events().get(1).data().text()).isEqualTo("{\"notes\":3}");
  }

  private static Append timeless(Append append) {
    List<NewEvent> events =
        append.events().stream()
            .map(
                event -> {
                  NewEvent.Builder copy =
                      NewEvent.builder(event.id(), event.source(), event.type()).stream(
                              event.stream())
                          .data(event.data());
                  event.extensions().forEach(copy::extension);
                  return copy.build();
                })
            .toList();
    return new Append(events, append.expected(), append.unchanged());
  }

  @Test
  void an_event_of_a_later_version_fails_the_command_and_not_the_node() {
    TestNode node = node(DeciderLimits.defaults());
    memory
        .append(
            Append.of(
                EventJson.event(new Orders.NoteAdded("n"), "/other").stream("order-1")
                    .extension("schemaversion", 9)
                    .build()))
        .await();

    assertThatThrownBy(() -> node.send("order-1", new Orders.PlaceOrder(30)))
        .isInstanceOf(CommandFailure.Unreadable.class)
        .hasMessageContaining("version 9");
    assertThat(node.send("order-2", new Orders.PlaceOrder(30))).isInstanceOf(Accepted.class);
  }

  @Test
  void commands_that_wait_for_one_stream_are_recorded_together() {
    TestNode node = node(DeciderLimits.defaults());
    node.send("order-1", new Orders.PlaceOrder(30));
    AtomicInteger appends = new AtomicInteger();
    Promise<Void> held = Promise.promise();
    log.beforeAppend(
        batch -> appends.getAndIncrement() == 0 ? held.future() : Future.succeededFuture());
    List<Future<CommandOutcome>> notes =
        IntStream.range(0, 41)
            .mapToObj(n -> TestNode.command("order-1", new Orders.AddNote("n" + n)))
            .map(node.runner::send)
            .toList();
    held.complete();
    Future.all(notes).await();

    assertThat(appends.get()).isLessThan(20);
    assertThat(TestNode.stream(memory, "order-1"))
        .extracting(event -> event.data().text())
        .startsWith("{\"total\":30}", "{\"text\":\"n0\"}", "{\"text\":\"n1\"}")
        .hasSize(42);
  }

  @Test
  void states_used_longest_ago_are_loaded_again() {
    TestNode node = node(new DeciderLimits(10, 2, 3, 10));
    for (String stream : List.of("order-1", "order-2", "order-3")) {
      node.send(stream, new Orders.PlaceOrder(30));
    }
    log.eventsRead.set(0);

    node.send("order-3", new Orders.AddNote("kept"));
    assertThat(log.eventsRead.get()).isZero();
    node.send("order-1", new Orders.AddNote("read again"));
    assertThat(log.eventsRead.get()).isEqualTo(1);
  }

  @Test
  void a_decider_that_is_stopped_answers_what_it_has_taken_and_takes_no_more() {
    TestNode node = node(DeciderLimits.defaults());
    Promise<Void> held = Promise.promise();
    log.beforeAppend(batch -> held.future());
    Future<CommandOutcome> taken = send(node, "order-1");

    Future<Void> stopped = node.runner.stop();
    assertThatThrownBy(() -> send(node, "order-2").await())
        .isInstanceOf(CommandFailure.Unavailable.class);
    assertThat(stopped.isComplete()).isFalse();
    held.complete();

    stopped.await();
    assertThat(taken.await()).isInstanceOf(Accepted.class);
  }
}
