package io.tidings.outbox;

import io.tidings.model.NewEvent;

/**
 * A row of a page.
 *
 * @param number of its transaction
 * @param row 0 where of a transaction nothing is left
 * @param event null if it cannot be recorded, or there is none
 * @param problem why it cannot be recorded, or null
 */
record OutboxRow(
    long number,
    long transaction,
    long row,
    String id,
    String source,
    NewEvent event,
    String problem) {

  static OutboxRow none(long number, long transaction) {
    return new OutboxRow(number, transaction, 0, null, null, null, null);
  }

  boolean isEvent() {
    return row != 0;
  }
}
