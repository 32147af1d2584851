package io.tidings.sourcing.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.Tidings;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.Commands;
import io.tidings.sourcing.sagas.Shop.State;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SagaFaultsTest extends SagaFixture {

  /** Its appends are recorded, and the first few of a kind not answered. */
  private record Forgetful(EventLog log, String type, AtomicInteger left) implements EventLog {

    @Override
    public Future<List<AppendResult>> append(List<Append> batch) {
      Future<List<AppendResult>> done = log.append(batch);
      boolean concerned = batch.get(0).events().get(0).type().endsWith(type);
      return concerned && left.getAndDecrement() > 0
          ? done.compose(lost -> Future.failedFuture(new LogFailure.Unavailable("cut off", null)))
          : done;
    }

    @Override
    public Future<Page> read(Query query) {
      return log.read(query);
    }

    @Override
    public Future<Head> head() {
      return log.head();
    }
  }

  private static UnaryOperator<EventLog> forgetting(String type, int times) {
    return log -> new Forgetful(log, type, new AtomicInteger(times));
  }

  @Test
  void C1_a_reaction_that_is_repeated_after_its_step_was_recorded_changes_nothing() {
    Tidings node = node("forgetful", forgetting("saga-stepped", 3));
    RunningSaga<State> saga = start(node, desk, FOREVER);

    order("A1", "poor1");
    awaitEnd(saga, "A1");
    awaitEnd(saga, "poor1");
    node.settled().await();

    assertThat(deskOf("A1")).containsExactly("reserved", "paid", "shipped");
    assertThat(stream("shop_order-A1")).hasSize(3);
    assertThat(deskOf("poor1")).containsExactly("reserved", "released");
    assertThat(stream("shop_order-poor1")).hasSize(3);
  }

  @Test
  void C1_a_rejection_that_is_repeated_after_it_was_recorded_is_not_decided_anew() {
    Tidings node = node("forgetful", forgetting("saga-command-rejected", 1));
    RunningSaga<State> saga = start(node, desk, FOREVER);

    order("poor1");
    awaitEnd(saga, "poor1");
    node.settled().await();

    assertThat(sentTypes()).containsExactlyInAnyOrder("reserve", "pay", "reserve", "release");
    assertThat(stream("shop_order-poor1")).hasSize(3);
  }

  @Test
  void C1_commands_are_sent_again_as_the_same_commands() {
    AtomicInteger left = new AtomicInteger(2);
    Commands losesAnswers =
        command ->
            desk.send(command)
                .compose(
                    outcome ->
                        left.getAndDecrement() > 0
                            ? Future.failedFuture(new CommandFailure.Unavailable("cut off", null))
                            : Future.succeededFuture(outcome));
    RunningSaga<State> saga = start(tidings, losesAnswers, FOREVER);

    order("A1");
    awaitEnd(saga, "A1");
    settle();

    assertThat(sentTypes()).containsExactly("reserve", "reserve", "reserve", "pay", "ship");
    assertThat(sent.stream().map(one -> one.message().id()).distinct()).hasSize(3);
    assertThat(deskOf("A1")).containsExactly("reserved", "paid", "shipped");
  }

  @Test
  void C5_a_command_that_cannot_be_sent_becomes_a_dead_letter_and_others_go_on() {
    Commands unknown =
        command ->
            command.stream().equals("desk-A1")
                ? Future.failedFuture(new CommandFailure.UnknownDecider("nobody"))
                : desk.send(command);
    RunningSaga<State> saga =
        SagaBuilder.of(tidings, unknown, Shop.saga(FOREVER))
            .retry(CommandFailure.UnknownDecider.class, QUICK)
            .start()
            .await();

    order("A1", "A2");
    awaitEnd(saga, "A2");
    settle();

    assertThat(step(saga, "A1")).isEqualTo("unpaid");
    assertThat(deadLetters("saga.shop-order.steps")).containsExactly("shop_order-A1");
  }

  @Test
  void concurrent_events_of_one_key_move_the_saga_one_after_the_other() {
    RunningSaga<State> saga = start(FOREVER);
    RunningSaga<State> other = start(node("other", UnaryOperator.identity()), desk, FOREVER);
    order("slow1");
    settle();
    Awaitility.await().until(() -> owners("saga.shop-order.reactions"), nodes -> nodes == 2);

    List<Future<?>> nudges = new ArrayList<>();
    for (int nudge = 0; nudge < 32; nudge++) {
      nudges.add(tidings.to("nudge-" + nudge).publish(new Shop.Nudged("slow1")));
    }
    Future.all(nudges).await();
    Awaitility.await().until(() -> state(saga, "slow1").number() == 33);
    settle();

    assertThat(state(other, "slow1").state().nudges()).isEqualTo(32);
    assertThat(stream("shop_order-slow1")).hasSize(33);
  }

  @Test
  void a_saga_goes_on_where_it_was_when_it_is_started_again() {
    RunningSaga<State> saga = start(FOREVER);
    order("slow1");
    settle();
    saga.stop().await();
    desk.send(sourcing.command("desk", "desk-slow1", new Shop.Pay("slow1"))).await();

    RunningSaga<State> again = start(FOREVER);
    awaitEnd(again, "slow1");
    settle();

    assertThat(deskOf("slow1")).containsExactly("reserved", "paid", "shipped");
  }

  @Test
  void replays_of_either_consumer_send_nothing() {
    RunningSaga<State> saga = start(FOREVER);
    order("A1", "far1", "slow1");
    settle();
    int before = sent.size();
    int recorded = all().size();

    for (boolean dryRun : new boolean[] {true, false}) {
      replay("saga.shop-order.steps", dryRun);
      replay("saga.shop-order.reactions", dryRun);
      settle();
    }

    assertThat(sent).hasSize(before);
    assertThat(all()).hasSize(recorded);
    assertThat(step(saga, "slow1")).isEqualTo("unpaid");
  }

  private List<String> sentTypes() {
    return sent.stream().map(Command::message).map(message -> message.type()).toList();
  }

  private long owners(String consumer) {
    return tidings
        .store()
        .status(new Asked(consumer))
        .await()
        .consumers()
        .get(0)
        .segments()
        .stream()
        .map(segment -> segment.owner())
        .distinct()
        .count();
  }
}
