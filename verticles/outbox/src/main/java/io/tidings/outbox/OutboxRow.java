package io.tidings.outbox;

import io.tidings.model.NewEvent;

/**
 * A row of a page.
 *
 * @param number of its transaction
 * @param transaction 0 where of a transaction nothing is left
 * @param event null if it cannot be recorded, or there is none
 * @param problem why it cannot be recorded, or null
 */
record OutboxRow(long number, long transaction, long row, NewEvent event, String problem) {

  static OutboxRow none(long number) {
    return new OutboxRow(number, 0, 0, null, null);
  }

  boolean isEvent() {
    return transaction != 0;
  }
}
