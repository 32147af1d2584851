package io.tidings.sourcing.engine;

import io.tidings.Tidings;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.CommandOutcome.Accepted;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A decider of orders on one node. */
abstract class DeciderFixture {

  Tidings tidings;
  Sourcing sourcing;
  RunningDecider running;

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

  RunningDecider run() {
    return sourcing
        .decider("orders", Orders.Command.class, Orders.EVENTS, new Orders())
        .start()
        .await();
  }

  CommandOutcome send(String stream, Record record) {
    return sourcing.commands().send(sourcing.command("orders", stream, record)).await();
  }

  List<CommandOutcome> all(Stream<Command> commands) {
    return Future.all(commands.map(sourcing.commands()::send).toList()).await().list();
  }

  static Accepted accepted(CommandOutcome outcome) {
    return (Accepted) outcome;
  }

  List<RecordedEvent> stream(String stream) {
    return tidings.log().read(Query.stream(stream, 0, 1000)).await().events();
  }
}
