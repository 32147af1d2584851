package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import java.util.List;
import java.util.stream.IntStream;
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
