package io.tidings.consumers.engine;

import io.tidings.model.RecordedEvent;

/** In which order events reach the handlers. */
interface Order {

  /** Takes the next event of its stream; that it is not done is noted here. */
  void offer(RecordedEvent event, int slot);

  /** Events that wait or are in work. */
  int size();
}
