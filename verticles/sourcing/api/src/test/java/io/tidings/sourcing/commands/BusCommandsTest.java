package io.tidings.sourcing.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.fixtures.FakeCluster;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Rejection;
import io.tidings.wire.CommandReply;
import io.tidings.wire.CommandRequest;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Two nodes, and a decider that answers as a test says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BusCommandsTest {

  private static final BusCommandsConfig CONFIG =
      new BusCommandsConfig(
          Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(10), 4);

  private final FakeCluster cluster = new FakeCluster();
  private final Vertx here = cluster.node();
  private final Vertx there = cluster.node();
  private final Commands commands = new BusCommands(here, CONFIG);
  private final List<CommandRequest> received = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void decider(Vertx node, Consumer<Message<Object>> answer) {
    node.eventBus()
        .consumer(
            CommandAddresses.of("orders"),
            (Message<Object> message) -> {
              received.add((CommandRequest) message.body());
              answer.accept(message);
            })
        .completion()
        .await();
  }

  private static Command command() {
    return new Command("orders", "order-1", event("c1", "pay-order"));
  }

  private static NewEvent event(String id, String type) {
    return NewEvent.builder(id, "/shop", type).stream("order-1")
        .data(Data.of(Data.Form.JSON, "{}".getBytes(UTF_8)))
        .build();
  }

  private static RecordedEvent recorded() {
    return new RecordedEvent(event("e1", "paid"), 2, 41, 7, Instant.parse("2026-11-23T14:05:06Z"));
  }

  private CommandOutcome send() {
    return commands.send(command()).await();
  }

  @Test
  void outcomes_come_back_from_another_node_as_they_were() {
    CommandOutcome accepted = new CommandOutcome.Accepted(2, List.of(recorded()), true);
    CommandOutcome rejected = new CommandOutcome.Rejected(new Rejection("paid-already", "before"));
    AtomicReference<CommandOutcome> next = new AtomicReference<>(accepted);
    decider(there, message -> message.reply(CommandMessages.reply(next.get())));

    assertThat(send()).isEqualTo(accepted);
    next.set(rejected);
    assertThat(send()).isEqualTo(rejected);
    assertThat(received.get(0)).isEqualTo(CommandMessages.request(command()));
  }

  @Test
  void D3_a_decider_of_this_node_is_preferred_and_gets_the_command_by_reference() {
    decider(there, message -> message.reply(Refusal.of(Refusal.Code.INVALID, "not there")));
    decider(here, message -> message.reply(CommandReply.accepted(1, List.of(), false)));
    Command command = command();

    for (int n = 0; n < 10; n++) {
      assertThat(commands.send(command).await()).isInstanceOf(CommandOutcome.Accepted.class);
    }

    assertThat(received).allMatch(request -> request.message() == command.message());
  }

  @Test
  void a_command_that_is_not_answered_is_sent_again_as_it_is() {
    decider(
        there,
        message -> {
          if (received.size() == 3) {
            message.reply(CommandReply.accepted(1, List.of(), true));
          }
        });

    assertThat(send()).isEqualTo(new CommandOutcome.Accepted(1, List.of(), true));
    assertThat(received).hasSize(3).containsOnly(CommandMessages.request(command()));
  }

  @Test
  void a_decider_that_is_away_for_a_moment_is_waited_for() {
    here.setTimer(
        150,
        timer ->
            there
                .eventBus()
                .consumer(
                    CommandAddresses.of("orders"),
                    message -> message.reply(CommandReply.accepted(1, List.of(), false))));

    assertThat(send()).isInstanceOf(CommandOutcome.Accepted.class);
  }

  @Test
  void a_decider_that_nobody_runs_is_unknown() {
    assertThatThrownBy(this::send)
        .isInstanceOf(CommandFailure.UnknownDecider.class)
        .hasMessageContaining("orders");
  }

  @Test
  void refusals_are_told_as_what_they_are() {
    AtomicReference<CommandFailure> next =
        new AtomicReference<>(new CommandFailure.Invalid("amount"));
    decider(there, message -> message.reply(CommandMessages.refusal(next.get())));

    assertThatThrownBy(this::send).isInstanceOf(CommandFailure.Invalid.class).hasMessage("amount");
    next.set(new CommandFailure.Conflict("others"));
    assertThatThrownBy(this::send).isInstanceOf(CommandFailure.Conflict.class);
    next.set(new CommandFailure.Overloaded("full"));
    assertThatThrownBy(this::send).isInstanceOf(CommandFailure.Overloaded.class);
    next.set(new CommandFailure.Unreadable("version 9"));
    assertThatThrownBy(this::send)
        .isInstanceOf(CommandFailure.Unreadable.class)
        .hasMessage("version 9");
  }

  private static void cannotRead(Message<Object> message) {
    message.reply(CommandMessages.refusal(new CommandFailure.Unreadable("version 9")));
  }

  @Test
  void what_one_node_cannot_read_is_asked_of_another() {
    decider(here, BusCommandsTest::cannotRead);
    decider(there, message -> message.reply(CommandReply.accepted(1, List.of(), false)));

    for (int n = 0; n < 10; n++) {
      assertThat(send()).isInstanceOf(CommandOutcome.Accepted.class);
    }
  }

  @Test
  void what_no_node_can_read_is_not_asked_for_again_and_again() {
    decider(here, BusCommandsTest::cannotRead);
    decider(there, BusCommandsTest::cannotRead);

    assertThatThrownBy(this::send).isInstanceOf(CommandFailure.Unreadable.class);

    assertThat(received).hasSize(3);
  }

  @Test
  void while_an_attempt_is_unanswered_that_another_node_cannot_read_does_not_count() {
    decider(
        there,
        message -> {
          if (received.size() > 6) {
            message.reply(CommandReply.accepted(1, List.of(), true));
          } else if (received.size() > 1) {
            cannotRead(message);
          }
        });

    assertThat(send()).isInstanceOf(CommandOutcome.Accepted.class);
  }

  @Test
  void while_an_attempt_is_unanswered_a_later_refusal_does_not_count() {
    decider(
        there,
        message -> {
          if (received.size() == 2) {
            message.reply(CommandMessages.refusal(new CommandFailure.Overloaded("full")));
          } else if (received.size() == 3) {
            message.reply(CommandReply.accepted(1, List.of(), true));
          }
        });

    assertThat(send()).isInstanceOf(CommandOutcome.Accepted.class);
    assertThat(received).hasSize(3);
  }

  @Test
  void a_node_that_cannot_reach_the_log_is_asked_again_until_the_deadline() {
    decider(
        there, message -> message.reply(Refusal.of(Refusal.Code.UNAVAILABLE, "the log is gone")));
    Commands impatient =
        new BusCommands(
            here,
            new BusCommandsConfig(
                Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(300), 4));

    assertThatThrownBy(() -> impatient.send(command()).await())
        .isInstanceOf(CommandFailure.Unavailable.class)
        .hasMessageContaining("the log is gone");
    assertThat(received).hasSizeGreaterThan(1);
  }

  @Test
  void more_commands_than_may_wait_are_refused_as_overload() {
    List<Message<Object>> held = new CopyOnWriteArrayList<>();
    decider(there, held::add);
    List<Future<CommandOutcome>> waiting =
        IntStream.range(0, CONFIG.maxInFlight()).mapToObj(n -> commands.send(command())).toList();

    assertThatThrownBy(this::send).isInstanceOf(CommandFailure.Overloaded.class);

    Awaitility.await()
        .until(
            () -> {
              held.forEach(message -> message.reply(CommandReply.accepted(1, List.of(), false)));
              held.clear();
              return waiting.stream().allMatch(Future::isComplete);
            });
  }
}
