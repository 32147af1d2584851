package io.tidings.sourcing.engine;

import io.micrometer.core.instrument.Timer;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandOutcome;
import io.vertx.core.Promise;

/** A command that was taken, until it is answered. */
final class Work<C> {

  private final Command command;
  private final C record;
  private final Timer.Sample begun;
  private final CommandEvents events;
  private final Promise<CommandOutcome> answer;
  private int attempts;

  /**
   * @param answer does not throw what those who wait for it throw
   */
  Work(
      Command command,
      C record,
      CommandEvents events,
      Timer.Sample begun,
      Promise<CommandOutcome> answer) {
    this.begun = begun;
    this.command = command;
    this.answer = answer;
    this.record = record;
    this.events = events;
  }

  Command command() {
    return command;
  }

  C record() {
    return record;
  }

  Timer.Sample begun() {
    return begun;
  }

  CommandEvents events() {
    return events;
  }

  Promise<CommandOutcome> answer() {
    return answer;
  }

  int attempts() {
    return attempts;
  }

  void attempted() {
    attempts++;
  }
}
