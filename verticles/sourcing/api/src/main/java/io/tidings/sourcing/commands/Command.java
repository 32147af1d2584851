package io.tidings.sourcing.commands;

import io.tidings.model.NewEvent;
import io.tidings.model.StreamName;

/**
 * A command on its way to its decider.
 *
 * @param decider the name that the decider goes by in the whole cluster
 * @param stream where the events of the decision go
 * @param message the command as a CloudEvent: its type is the command's, its source and id tell it
 *     from all others, its data is the command's record. It is not recorded itself; whoever sends
 *     it again sends the same type and the same bytes
 */
public record Command(String decider, String stream, NewEvent message) {

  public Command {
    requireDecider(decider);
    StreamName.require(stream);
  }

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException if no decider can have it
   */
  public static String requireDecider(String decider) {
    if (!decider.matches("[a-z0-9]([a-z0-9._-]*[a-z0-9])?") || decider.length() > 100) {
      throw new IllegalArgumentException(
          "the decider is '" + decider + "': give up to 100 lower-case letters, digits, . _ -");
    }
    return decider;
  }
}
