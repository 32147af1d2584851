package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.Append;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Commands that are sent again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RepeatedCommandTest extends DeciderFixture {

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

  private void assertIdIsTaken(Command command) {
    long before = tidings.log().head().await().position();

    assertThatThrownBy(() -> sourcing.commands().send(command).await())
        .isInstanceOf(CommandFailure.Invalid.class)
        .hasMessageContaining("c1")
        .hasMessageContaining("order-1");
    assertThat(tidings.log().head().await().position()).isEqualTo(before);
  }

  @Test
  void L5_the_id_of_a_command_that_was_carried_out_is_refused_for_other_data() {
    send("order-1", new Orders.PlaceOrder(30));
    Command note = sourcing.command("orders", "order-1", new Orders.AddNote("first"), "c1");
    sourcing.commands().send(note).await();

    assertIdIsTaken(sourcing.command("orders", "order-1", new Orders.AddNote("second"), "c1"));

    assertThat(accepted(sourcing.commands().send(note).await()).duplicate()).isTrue();
  }

  @Test
  void L5_the_id_of_a_command_that_was_carried_out_is_refused_for_another_type() {
    send("order-1", new Orders.PlaceOrder(30));
    Command close = sourcing.command("orders", "order-1", new Orders.CloseOrder(), "c1");
    sourcing.commands().send(close).await();

    assertIdIsTaken(sourcing.command("orders", "order-1", new Orders.AddNote("n"), "c1"));
    assertIdIsTaken(sourcing.command("orders", "order-1", new Orders.BreakOrder(), "c1"));
  }

  @Test
  void L5_the_id_of_a_command_that_was_carried_out_is_refused_for_one_that_needs_no_events() {
    Command place = sourcing.command("orders", "order-1", new Orders.PlaceOrder(30), "c1");
    sourcing.commands().send(place).await();

    assertIdIsTaken(sourcing.command("orders", "order-1", new Orders.PlaceOrder(40), "c1"));
  }

  @Test
  void L5_one_id_for_two_commands_at_once_is_carried_out_for_one_of_them() {
    send("order-1", new Orders.PlaceOrder(30));

    List<Future<CommandOutcome>> sent =
        Stream.of("first", "second")
            .map(text -> sourcing.command("orders", "order-1", new Orders.AddNote(text), "c1"))
            .map(sourcing.commands()::send)
            .toList();
    Future.join(sent).otherwiseEmpty().await();

    assertThat(sent).filteredOn(Future::succeeded).hasSize(1);
    assertThat(sent)
        .filteredOn(Future::failed)
        .allMatch(one -> one.cause() instanceof CommandFailure.Invalid)
        .hasSize(1);
    assertThat(stream("order-1")).hasSize(2);
  }

  /** Those of a version that did not tell commands of one id apart. */
  @Test
  void L5_events_that_do_not_say_of_which_command_they_are_answer_each_of_that_id() {
    Command place = sourcing.command("orders", "order-1", new Orders.PlaceOrder(30), "c1");
    CommandEvents ids = new CommandEvents(place, InstantSource.system());
    tidings
        .log()
        .append(
            Append.of(
                EventJson.event(new Orders.OrderPlaced(30), ids.source(), ids.id(0)).stream(
                        "order-1")
                    .build()))
        .await();

    Accepted again = accepted(sourcing.commands().send(place).await());

    assertThat(again).isEqualTo(new Accepted(1, stream("order-1"), true));
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
}
