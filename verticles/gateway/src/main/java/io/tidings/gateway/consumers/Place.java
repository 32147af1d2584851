package io.tidings.gateway.consumers;

import io.tidings.consumers.Start;
import io.tidings.consumers.engine.Starts;
import io.tidings.gateway.http.Members;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * A place of the log as requests name it: {@code first}, {@code latest}, a cursor (behind it), or a
 * time (before the first event recorded then or later).
 *
 * @param cursor if that was given, else null
 */
record Place(Start start, Cursor cursor) {

  /**
   * Reads a place.
   *
   * @throws io.tidings.gateway.http.Problem naming the member
   */
  static Place of(Members members, String name, String given) {
    if (given.equals("first")) {
      return new Place(Start.FIRST, null);
    } else if (given.equals("latest")) {
      return new Place(Start.LATEST, null);
    } else if (given.matches("(\\d{1,18}-)?\\d{1,18}")) {
      Cursor cursor = Cursor.parse(given);
      return new Place(Start.position(cursor.position() + 1), cursor);
    }
    try {
      return new Place(Start.time(time(given)), null);
    } catch (DateTimeParseException e) {
      throw members.bad(
          name,
          "is '"
              + given
              + "': give first, latest, a cursor such as 1795447734019-42, or a time such as"
              + " 2026-10-01T12:00:00Z");
    }
  }

  private static Instant time(String given) {
    return OffsetDateTime.parse(given).toInstant();
  }

  /**
   * The last position before the place, in the current history.
   *
   * @return fails with {@code CursorLost} if the cursor is from a lost future (L7)
   */
  Future<Cursor> resolve(EventLog log) {
    return cursor == null
        ? Starts.resolve(log, start)
        : log.read(Query.after(cursor, Filter.ALL, 1))
            .map(page -> new Cursor(page.head().epoch(), cursor.position()));
  }
}
