package io.tidings.gateway;

import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.Commands;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers commands as a test says, and remembers them. */
final class FakeCommands implements Commands {

  final List<Command> sent = new CopyOnWriteArrayList<>();
  private volatile Function<Command, Future<CommandOutcome>> answer =
      command -> Future.failedFuture(new CommandFailure.UnknownDecider("no node runs any"));

  void answer(CommandOutcome outcome) {
    answer = command -> Future.succeededFuture(outcome);
  }

  void fail(CommandFailure failure) {
    answer = command -> Future.failedFuture(failure);
  }

  @Override
  public Future<CommandOutcome> send(Command command) {
    sent.add(command);
    return answer.apply(command);
  }
}
