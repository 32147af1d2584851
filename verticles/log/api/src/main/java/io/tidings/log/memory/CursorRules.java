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
    Cursor cursor = new Cursor(query.epoch(), query.after());
    if (!holds(cursor, head)) {
      throw new LogFailure.CursorLost(cursor, new Cursor(head.epoch(), shared(cursor, head)));
    }
  }

  static boolean holds(Cursor cursor, Head head) {
    return cursor.position() <= shared(cursor, head);
  }

  private static long shared(Cursor cursor, Head head) {
    boolean ours = cursor.epoch() == 0 || cursor.epoch() == head.epoch();
    return ours ? head.position() : 0;
  }
}
