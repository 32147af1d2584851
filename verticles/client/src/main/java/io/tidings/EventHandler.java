package io.tidings;

import io.tidings.model.RecordedEvent;

/** Handles typed events, one after the other. */
@FunctionalInterface
public interface EventHandler<E> {

  /**
   * Handles an event.
   *
   * @param event shared by everybody in this JVM who handles it (D3): never change it
   * @param recorded where and when it was recorded, and {@link Publication#causedBy what causes}
   *     the events by which the handler reacts
   * @throws Exception is logged, and the next event comes
   */
  void handle(E event, RecordedEvent recorded) throws Exception;
}
