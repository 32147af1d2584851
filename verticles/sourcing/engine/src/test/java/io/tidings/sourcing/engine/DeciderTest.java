package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.Tidings;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.commands.CommandOutcome.Rejected;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeciderTest {

  private Tidings tidings;
  private Sourcing sourcing;
  private RunningDecider running;

  @BeforeEach
  void start() {
    tidings = Tidings.inProcess();
    sourcing = Sourcing.of(tidings);
    running = run();
  }

  @AfterEach
  void close() {
    tidings.close().await();
  }

  private RunningDecider run() {
    return sourcing
        .decider("orders", Orders.Command.class, Orders.EVENTS, new Orders())
        .start()
        .await();
  }

  @Test
  void a_command_is_answered_with_its_events_as_recorded() {
    Accepted placed = accepted(send("order-1", new Orders.PlaceOrder(30)));

    assertThat(placed.version()).isEqualTo(1);
    assertThat(placed.duplicate()).isFalse();
    assertThat(placed.events()).isEqualTo(stream("order-1"));
    assertThat(placed.events().get(0).type()).isEqualTo("orders.order-placed");
    assertThat(placed.events().get(0).position()).isEqualTo(1);
  }

  @Test
  void events_tell_which_command_has_caused_them_and_which_story_they_belong_to() {
    Command command = sourcing.command("orders", "order-1", new Orders.PlaceOrder(30), "c1");

    RecordedEvent event = accepted(sourcing.commands().send(command).await()).events().get(0);

    assertThat(event.event().causationId()).isEqualTo("c1");
    assertThat(event.event().correlationId()).isEqualTo("c1");
    assertThat(event.source()).isEqualTo("/deciders/orders");
  }

  @Test
  void a_rejected_command_records_nothing_and_is_decided_anew_when_it_is_sent_again() {
    Command pay = sourcing.command("orders", "order-1", new Orders.PayOrder(30));

    CommandOutcome before = sourcing.commands().send(pay).await();
    send("order-1", new Orders.PlaceOrder(30));
    CommandOutcome after = sourcing.commands().send(pay).await();

    assertThat(((Rejected) before).rejection().code()).isEqualTo("order-unknown");
    assertThat(accepted(after).duplicate()).isFalse();
    assertThat(stream("order-1")).hasSize(2);
  }

  @Test
  void a_command_may_be_accepted_without_events() {
    send("order-1", new Orders.PlaceOrder(30));

    Accepted again = accepted(send("order-1", new Orders.PlaceOrder(30)));

    assertThat(again).isEqualTo(new Accepted(1, List.of(), false));
  }

  @Test
  void a_command_that_is_sent_again_is_answered_as_the_first_time() {
    send("order-1", new Orders.PlaceOrder(30));
    Command note = sourcing.command("orders", "order-1", new Orders.AddNote("fragile"));
    Accepted first = accepted(sourcing.commands().send(note).await());

    Accepted second = accepted(sourcing.commands().send(note).await());

    assertThat(second).isEqualTo(new Accepted(2, first.events(), true));
    assertThat(stream("order-1")).hasSize(2);
  }

  @Test
  void
      a_command_that_is_sent_again_is_answered_as_the_first_time_though_it_would_be_rejected_now() {
    send("order-1", new Orders.PlaceOrder(30));
    Command pay = sourcing.command("orders", "order-1", new Orders.PayOrder(30));
    Accepted first = accepted(sourcing.commands().send(pay).await());
    send("order-1", new Orders.AddNote("thank you"));

    Accepted second = accepted(sourcing.commands().send(pay).await());

    assertThat(second).isEqualTo(new Accepted(2, first.events(), true));
  }

  @Test
  void a_command_with_several_events_is_answered_with_all_of_them_when_it_is_sent_again() {
    send("order-1", new Orders.PlaceOrder(30));
    Command close = sourcing.command("orders", "order-1", new Orders.CloseOrder(), "any text");
    Accepted first = accepted(sourcing.commands().send(close).await());
    send("order-1", new Orders.CloseOrder());

    Accepted second = accepted(sourcing.commands().send(close).await());

    assertThat(first.events()).hasSize(2);
    assertThat(second).isEqualTo(new Accepted(3, first.events(), true));
  }

  @Test
  void a_command_is_known_after_the_decider_was_stopped_and_started_again() {
    Command place = sourcing.command("orders", "order-1", new Orders.PlaceOrder(30));
    Accepted first = accepted(sourcing.commands().send(place).await());
    running.stop().await();
    run();

    Accepted second = accepted(sourcing.commands().send(place).await());

    assertThat(second).isEqualTo(new Accepted(1, first.events(), true));
  }

  @Test
  void the_id_of_a_command_that_was_carried_out_elsewhere_is_refused() {
    Command place = sourcing.command("orders", "order-1", new Orders.PlaceOrder(30), "c1");
    sourcing.commands().send(place).await();
    Command elsewhere = sourcing.command("orders", "order-2", new Orders.PlaceOrder(30), "c1");

    assertThatThrownBy(() -> sourcing.commands().send(elsewhere).await())
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining("order-1");
  }

  @Test
  void what_others_append_to_the_stream_is_taken_into_account_by_acceptance_and_rejection() {
    send("order-1", new Orders.PlaceOrder(30));
    tidings.to("order-1").publish(new Orders.NoteAdded("by hand")).await();
    Accepted closed = accepted(send("order-1", new Orders.CloseOrder()));
    tidings.to("order-1").publish(new Orders.OrderPaid(30)).await();
    CommandOutcome paid = send("order-1", new Orders.PayOrder(30));

    assertThat(closed.version()).isEqualTo(4);
    assertThat(((Rejected) paid).rejection().code()).isEqualTo("order-paid-already");
    assertThat(
            io.tidings.wire.EventJson.decode(
                closed.events().get(1).data(), Orders.OrderClosed.class))
        .isEqualTo(new Orders.OrderClosed(2));
  }

  @Test
  void commands_of_one_stream_sent_at_once_are_decided_one_after_the_other() {
    send("order-1", new Orders.PlaceOrder(30));

    List<CommandOutcome> outcomes =
        all(
            IntStream.range(0, 100)
                .mapToObj(n -> n % 10 == 5 ? new Orders.PayOrder(n) : new Orders.AddNote("n" + n))
                .map(record -> sourcing.command("orders", "order-1", record)));

    assertThat(outcomes.stream().filter(Rejected.class::isInstance)).hasSize(9);
    assertThat(stream("order-1")).hasSize(1 + 90 + 1);
    assertThat(outcomes.stream().filter(Accepted.class::isInstance).map(o -> accepted(o).version()))
        .isSorted();
  }

  @Test
  void a_command_sent_many_times_at_once_is_carried_out_once() {
    Command place = sourcing.command("orders", "order-1", new Orders.PlaceOrder(30));
    sourcing.commands().send(place).await();
    Command note = sourcing.command("orders", "order-1", new Orders.AddNote("once"));

    List<CommandOutcome> outcomes = all(IntStream.range(0, 20).mapToObj(n -> note));

    assertThat(stream("order-1")).hasSize(2);
    assertThat(outcomes.stream().filter(o -> !accepted(o).duplicate())).hasSize(1);
    assertThat(outcomes.stream().map(o -> accepted(o).events()).distinct()).hasSize(1);
  }

  @Test
  void a_command_that_its_decider_does_not_know_or_cannot_read_is_invalid() {
    record Wrong(String total) {}
    Command place = sourcing.command("orders", "order-1", new Orders.PlaceOrder(30));
    Command unknown =
        new Command(
            "orders",
            "order-1",
            io.tidings.model.NewEvent.builder("1", "/t", "dance").stream("order-1").build());
    Command unreadable =
        new Command(
            "orders",
            "order-1",
            io.tidings.model.NewEvent.builder("1", "/t", "place-order").stream("order-1")
                .data(io.tidings.wire.EventJson.encode(new Wrong("many")))
                .build());

    assertThat(place.message().type()).isEqualTo("place-order");
    assertThatThrownBy(() -> sourcing.commands().send(unknown).await())
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining("dance")
        .hasMessageContaining("place-order");
    assertThatThrownBy(() -> sourcing.commands().send(unreadable).await())
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining("total");
  }

  @Test
  void a_decider_that_throws_spoils_only_that_command() {
    send("order-1", new Orders.PlaceOrder(30));

    assertThatThrownBy(() -> send("order-1", new Orders.BreakOrder()))
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining("broken");
    assertThatThrownBy(() -> send("order-1", new Orders.BreakState()))
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining("below zero");
    assertThat(accepted(send("order-1", new Orders.AddNote("still there"))).version()).isEqualTo(2);
  }

  @Test
  void a_decider_runs_once_on_a_node_and_in_any_verticle() {
    assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class);
    running.stop().await();
    String verticle =
        tidings
            .vertx()
            .deployVerticle(
                context ->
                    sourcing
                        .decider("orders", Orders.Command.class, Orders.EVENTS, new Orders())
                        .start())
            .await();

    assertThat(accepted(send("order-1", new Orders.PlaceOrder(1))).version()).isEqualTo(1);

    tidings.vertx().undeploy(verticle).await();
    assertThatThrownBy(() -> send("order-1", new Orders.PlaceOrder(1)))
        .isInstanceOf(CommandFailure.UnknownDecider.class);
  }

  @Test
  void a_decider_that_nobody_runs_is_unknown() {
    Command command = sourcing.command("nobody", "order-1", new Orders.PlaceOrder(30));

    assertThatThrownBy(() -> sourcing.commands().send(command).await())
        .isInstanceOf(CommandFailure.UnknownDecider.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void commands_in_work_are_answered_when_the_decider_is_stopped() {
    send("order-1", new Orders.PlaceOrder(30));
    List<Future<CommandOutcome>> sent =
        IntStream.range(0, 50)
            .mapToObj(n -> sourcing.command("orders", "order-1", new Orders.AddNote("n" + n)))
            .map(sourcing.commands()::send)
            .toList();

    running.stop().await();

    long answered = stream("order-1").size() - 1;
    RunningDecider again = run();
    Future.all(sent).await();
    assertThat(answered).isLessThanOrEqualTo(50);
    assertThat(stream("order-1")).hasSize(51);
    again.stop().await();
  }

  private CommandOutcome send(String stream, Record record) {
    return sourcing.commands().send(sourcing.command("orders", stream, record)).await();
  }

  private List<CommandOutcome> all(Stream<Command> commands) {
    return Future.all(commands.map(sourcing.commands()::send).toList()).await().list();
  }

  private static Accepted accepted(CommandOutcome outcome) {
    return (Accepted) outcome;
  }

  private List<RecordedEvent> stream(String stream) {
    return tidings.log().read(Query.stream(stream, 0, 1000)).await().events();
  }
}
