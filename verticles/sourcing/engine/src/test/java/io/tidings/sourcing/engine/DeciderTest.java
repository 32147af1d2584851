package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.EventFamily;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.commands.CommandOutcome.Rejected;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeciderTest extends DeciderFixture {

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
  void a_decider_whose_start_has_failed_may_be_started_again() {
    RiggedDecider notes = new RiggedDecider();
    notes.initially =
        () -> {
          throw new AssertionError("not yet");
        };
    DeciderBuilder<?, ?, ?> builder =
        sourcing.decider(
            "notes",
            RiggedDecider.Take.class,
            EventFamily.of(RiggedDecider.Event.class).build(),
            notes);
    assertThatThrownBy(() -> builder.start().await()).hasMessageContaining("not yet");

    notes.initially = () -> new RiggedDecider.Sum(0);
    builder.start().await();

    assertThat(sourcing.commands().send(RiggedDecider.take("a")).await())
        .isInstanceOf(Accepted.class);
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
}
