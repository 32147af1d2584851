package io.tidings;

/** Handles the typed events of a durable consumer. */
@FunctionalInterface
public interface ConsumerHandler<E> {

  /**
   * Handles an event. It is handled when the method returns; what it throws is a failed attempt.
   *
   * @param event shared by everybody in this JVM who handles it (D3): never change it
   * @param context where the event stands, which attempt this is, what to react with
   */
  void handle(E event, ConsumerContext context) throws Exception;
}
