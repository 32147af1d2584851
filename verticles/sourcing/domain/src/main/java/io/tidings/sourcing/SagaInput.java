package io.tidings.sourcing;

/** What a saga reacts to. */
public sealed interface SagaInput {

  /** An event of the domain, as today's record. */
  record Happened(Object event) implements SagaInput {}

  /** A time-out is due that the step of this number has set. */
  record TimedOut(String name, long step) implements SagaInput {}

  /**
   * A command was rejected.
   *
   * @param step the number of the step that has sent it
   * @param sent its index among the commands of that step
   * @param message the command's record; anything else if no handler is for its type
   */
  record Rejected(long step, int sent, Object message, Rejection rejection) implements SagaInput {}
}
