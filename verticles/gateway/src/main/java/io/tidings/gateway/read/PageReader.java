package io.tidings.gateway.read;

import io.tidings.log.EventLog;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads page after page of the log until as many events are there as were asked for, or enough
 * bytes, or enough time has passed: a filter may match few events of many.
 */
public final class PageReader {

  /** What was read of it; {@code through} and {@code end} are those of the last page. */
  public record Found(List<RecordedEvent> events, long through, boolean end, Head head) {}

  private final EventLog log;
  private final Duration budget;

  public PageReader(EventLog log, Duration budget) {
    this.log = log;
    this.budget = budget;
  }

  /** Fails only if the first page cannot be read; what was found before is never thrown away. */
  public Future<Found> read(Query query) {
    return log.read(query)
        .compose(
            page -> {
              Found found = found(List.of(), page);
              return more(query, found, System.nanoTime() + budget.toNanos());
            });
  }

  private Future<Found> more(Query query, Found found, long deadline) {
    int left = query.limit() - found.events().size();
    if (found.end()
        || left == 0
        || bytes(found.events()) >= Query.MAX_PAGE_BYTES
        || System.nanoTime() - deadline > 0) {
      return Future.succeededFuture(found);
    }
    return log.read(onward(query, found, left))
        .map(page -> found(found.events(), page))
        .compose(next -> more(query, next, deadline))
        .otherwise(found);
  }

  /** In the epoch of the pages before, so that no other history is mixed in (L7). */
  private static Query onward(Query query, Found found, int left) {
    Query next = query.onward(found.through());
    return new Query(
        next.filter(),
        next.unit(),
        found.head().epoch(),
        next.after(),
        next.before(),
        next.direction(),
        left);
  }

  private static Found found(List<RecordedEvent> before, Page page) {
    List<RecordedEvent> events = page.events();
    if (!before.isEmpty()) {
      events = new ArrayList<>(before);
      events.addAll(page.events());
    }
    return new Found(events, page.through(), page.end(), page.head());
  }

  /** Of the payloads. */
  public static long bytes(List<RecordedEvent> events) {
    long bytes = 0;
    for (RecordedEvent event : events) {
      bytes += event.data() == null ? 0 : event.data().length();
    }
    return bytes;
  }
}
