package io.tidings.sourcing;

import java.util.Objects;

/**
 * A command that a saga sends.
 *
 * @param decider the name that its decider goes by in the whole cluster
 * @param stream where the events of the decision go
 * @param message a record with a {@link CommandType}; in a state that was read back from the log,
 *     what is kept of it there
 */
public record SagaCommand(String decider, String stream, Object message) {

  public SagaCommand {
    Objects.requireNonNull(decider, "decider");
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(message, "message");
  }

  static SagaCommand of(String decider, String stream, Record command) {
    CommandTypes.nameOf(command.getClass());
    return new SagaCommand(decider, stream, command);
  }
}
