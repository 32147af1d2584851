package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.EventLog;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.tidings.sourcing.commands.CommandOutcome.Rejected;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Many writers at once, on two nodes that share nothing but the log. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class Writers {

  private static final int WRITERS = 64;

  private EventLog log;
  private TestNode one;
  private TestNode other;

  abstract Vertx vertx();

  /** The log, empty. */
  abstract EventLog log();

  @BeforeEach
  void start() {
    log = log();
    one = new TestNode(vertx(), log);
    other = new TestNode(vertx(), log);
  }

  private TestNode node(int n) {
    return n % 2 == 0 ? one : other;
  }

  @Test
  void no_order_is_paid_twice_by_64_writers_on_one_stream() {
    one.send("order-1", new Orders.PlaceOrder(30));

    List<CommandOutcome> outcomes =
        TestNode.all(
            WRITERS,
            IntStream.range(0, WRITERS)
                .mapToObj(n -> sent(n, "order-1", new Orders.PayOrder(n)))
                .toList());

    assertThat(outcomes.stream().filter(Accepted.class::isInstance)).hasSize(1);
    assertThat(outcomes.stream().filter(Rejected.class::isInstance)).hasSize(WRITERS - 1);
    assertThat(TestNode.stream(log, "order-1")).hasSize(2);
  }

  @Test
  void no_order_is_paid_twice_by_64_writers_on_1000_streams() {
    int streams = 1000;
    List<TestNode.Sent> commands = new ArrayList<>();
    for (int n = 0; n < streams; n++) {
      commands.add(sent(n, "order-" + n, new Orders.PlaceOrder(30)));
    }
    TestNode.all(WRITERS, commands);
    commands.clear();
    for (int n = 0; n < streams; n++) {
      commands.add(sent(0, "order-" + n, new Orders.PayOrder(1)));
      commands.add(sent(1, "order-" + n, new Orders.PayOrder(2)));
    }

    List<CommandOutcome> outcomes = TestNode.all(WRITERS, commands);

    assertThat(outcomes.stream().filter(Accepted.class::isInstance)).hasSize(streams);
    assertThat(outcomes.stream().filter(Rejected.class::isInstance)).hasSize(streams);
    assertThat(log.head().await().position()).isEqualTo(2L * streams);
    assertThat(TestNode.stream(log, "order-" + streams / 2))
        .extracting(RecordedEvent::type)
        .containsExactly("orders.order-placed", "orders.order-paid");
  }

  @Test
  void nothing_is_lost_of_what_64_writers_add_to_one_stream() {
    one.send("order-1", new Orders.PlaceOrder(30));
    int notes = WRITERS * 5;

    List<CommandOutcome> outcomes =
        TestNode.all(
            WRITERS,
            IntStream.range(0, notes)
                .mapToObj(n -> sent(n, "order-1", new Orders.AddNote("n" + n)))
                .toList());
    Accepted closed = (Accepted) other.send("order-1", new Orders.CloseOrder());

    assertThat(outcomes.stream().map(Accepted.class::cast).map(Accepted::version))
        .doesNotHaveDuplicates()
        .hasSize(notes);
    assertThat(closed.version()).isEqualTo(notes + 3);
    assertThat(closed.events().get(1).data().text()).isEqualTo("{\"notes\":" + (notes + 1) + "}");
  }

  @Test
  void a_command_is_carried_out_once_however_often_it_is_sent_to_whichever_node() {
    one.send("order-1", new Orders.PlaceOrder(30));
    Command note = TestNode.command("order-1", new Orders.AddNote("once"));

    List<CommandOutcome> outcomes =
        TestNode.all(
            WRITERS,
            IntStream.range(0, WRITERS).mapToObj(n -> new TestNode.Sent(node(n), note)).toList());

    assertThat(TestNode.stream(log, "order-1")).hasSize(2);
    assertThat(outcomes.stream().map(Accepted.class::cast).map(Accepted::events).distinct())
        .hasSize(1);
    assertThat(outcomes.stream().map(Accepted.class::cast).filter(o -> !o.duplicate())).hasSize(1);
  }

  @Test
  void a_command_is_answered_as_the_first_time_by_another_node_when_the_state_has_moved_on() {
    one.send("order-1", new Orders.PlaceOrder(30));
    Command pay = TestNode.command("order-1", new Orders.PayOrder(30), "any text");
    Command close = TestNode.command("order-1", new Orders.CloseOrder());
    Accepted paid = (Accepted) one.send(pay);
    Accepted closed = (Accepted) one.send(close);
    one.send("order-1", new Orders.AddNote("later"));

    assertThat(other.send(pay)).isEqualTo(new Accepted(2, paid.events(), true));
    assertThat(other.send(close)).isEqualTo(new Accepted(4, closed.events(), true));
    assertThat(new TestNode(vertx(), log).send(pay))
        .isEqualTo(new Accepted(2, paid.events(), true));
  }

  @Test
  void a_rejection_rests_on_all_that_was_recorded_before() {
    one.send("order-1", new Orders.PlaceOrder(30));
    other.send("order-1", new Orders.AddNote("both nodes know the order"));
    one.send("order-1", new Orders.PayOrder(30));

    CommandOutcome rejected = other.send("order-1", new Orders.PayOrder(30));
    CommandOutcome known = other.send("order-2", new Orders.PayOrder(30));
    one.send("order-2", new Orders.PlaceOrder(30));
    CommandOutcome paid = other.send("order-2", new Orders.PayOrder(30));

    assertThat(((Rejected) rejected).rejection().code()).isEqualTo("order-paid-already");
    assertThat(((Rejected) known).rejection().code()).isEqualTo("order-unknown");
    assertThat(((Accepted) paid).version()).isEqualTo(2);
  }

  private TestNode.Sent sent(int node, String stream, Record record) {
    return new TestNode.Sent(node(node), TestNode.command(stream, record));
  }
}
