package io.tidings.consumers;

import io.vertx.core.Future;

/** What a consumer has done already, for handlers whose effect is elsewhere. */
public interface Inbox {

  record Entry(String consumer, long position) {}

  record Known(boolean known) {}

  /** Whether the event at this position was entered. */
  Future<Known> knows(Entry entry);

  /** Enters it, once and for all; whether it was there before. */
  Future<Known> enter(Entry entry);
}
