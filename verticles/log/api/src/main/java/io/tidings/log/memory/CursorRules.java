package io.tidings.log.memory;

import io.tidings.log.LogFailure;
import io.tidings.model.Cursor;
import io.tidings.model.Head;
import io.tidings.model.Query;

/** L7 for a log of one epoch: it shares nothing with any other but the beginning. */
final class CursorRules {

  private CursorRules() {}

  static void require(Query query, Head head) {
    if (query.unit() != Query.Unit.POSITION) {
      return;
    }
    boolean ours = query.epoch() == 0 || query.epoch() == head.epoch();
    long shared = ours ? head.position() : 0;
    if (query.after() > shared) {
      throw new LogFailure.CursorLost(
          new Cursor(query.epoch(), query.after()), new Cursor(head.epoch(), shared));
    }
  }
}
