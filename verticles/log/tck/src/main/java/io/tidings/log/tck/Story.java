package io.tidings.log.tck;

import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A log with some variety, and what a query of it must give: a plain filter over the whole.
 *
 * @param events the whole log, oldest first
 */
record Story(AwaitedLog log, List<RecordedEvent> events) {

  static final List<String> STREAMS =
      List.of(
          "order-1", "order-2", "order-10", "orders-1", "order", "customer-7", "-1", "\u6ce8-1");
  static final List<String> TYPES = List.of("a.placed", "a.paid", "a.placed-late", "B");

  private static final int LENGTH = 120;

  /** Writes the story, the same each time. */
  static Story tell(AwaitedLog log) {
    List<NewEvent> events = new ArrayList<>();
    for (int at = 0; at < LENGTH; at++) {
      events.add(
          Samples.ofType(
              TYPES.get(at * 5 % 11 % TYPES.size()), STREAMS.get(at * 7 % 13 % STREAMS.size())));
    }
    log.record(events.toArray(NewEvent[]::new));
    List<RecordedEvent> all = log.readAll();
    if (all.size() != LENGTH) {
      throw new AssertionError("read " + all.size() + " of " + LENGTH + " events");
    }
    return new Story(log, all);
  }

  /** What the query must give, page after page. */
  List<RecordedEvent> expected(Query query) {
    List<RecordedEvent> matches =
        new ArrayList<>(
            events.stream()
                .filter(query.filter()::matches)
                .filter(event -> query.after() < place(query, event))
                .filter(event -> place(query, event) < query.before())
                .toList());
    if (query.direction() == Direction.BACKWARD) {
      Collections.reverse(matches);
    }
    return matches;
  }

  /** All of it that matches, in this direction. */
  static Query query(Filter filter, Direction direction) {
    return query(filter, Unit.POSITION, 0, Long.MAX_VALUE, direction);
  }

  static Query query(Filter filter, Unit unit, long after, long before, Direction direction) {
    return new Query(filter, unit, 0, after, before, direction, Query.MAX_LIMIT);
  }

  static Query limited(Query query, int limit) {
    return new Query(
        query.filter(),
        query.unit(),
        query.epoch(),
        query.after(),
        query.before(),
        query.direction(),
        limit);
  }

  private static long place(Query query, RecordedEvent event) {
    return query.unit() == Unit.VERSION ? event.version() : event.position();
  }
}
