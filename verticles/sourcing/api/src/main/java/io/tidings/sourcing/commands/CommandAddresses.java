package io.tidings.sourcing.commands;

/** The addresses of deciders on the event bus; all are clustered. */
public final class CommandAddresses {

  private CommandAddresses() {}

  /**
   * Takes a {@code CommandRequest}, answers a {@code CommandReply} or a {@code Refusal}. One
   * consumer on each node that runs the decider.
   */
  public static String of(String decider) {
    return "command." + decider;
  }
}
