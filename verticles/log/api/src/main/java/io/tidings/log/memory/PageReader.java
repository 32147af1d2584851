package io.tidings.log.memory;

import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import java.util.ArrayList;
import java.util.List;

/** Reads one page, looking at a bounded number of events. */
final class PageReader {

  /** How many events a page looks at, at most: about a millisecond's work. */
  static final int MAX_LOOKED_AT = 4096;

  private final Query query;
  private final Head head;
  private final List<RecordedEvent> candidates;
  private final boolean forward;
  private final List<RecordedEvent> found = new ArrayList<>();
  private long bytes;

  PageReader(Query query, Records records, Head head) {
    this.query = query;
    this.head = head;
    this.candidates = records.candidates(query.filter());
    this.forward = query.direction() == Direction.FORWARD;
  }

  Page read() {
    int low = firstBehind(query.after());
    int high = query.before() == 0 ? 0 : firstBehind(query.before() - 1);
    int left = Math.max(0, high - low);
    int next = forward ? low : high - 1;
    int step = forward ? 1 : -1;
    long through = forward ? query.after() : query.before();
    for (int looked = 0; looked < left; looked++, next += step) {
      RecordedEvent candidate = candidates.get(next);
      boolean matches = query.filter().matches(candidate);
      if (looked == MAX_LOOKED_AT || matches && full(candidate)) {
        return new Page(found, through, false, head);
      }
      if (matches) {
        add(candidate);
      }
      through = at(candidate);
    }
    return new Page(found, forward ? lastInRange() : firstInRange(), true, head);
  }

  private boolean full(RecordedEvent candidate) {
    return found.size() == query.limit()
        || !found.isEmpty() && bytes + size(candidate) > Query.MAX_PAGE_BYTES;
  }

  private void add(RecordedEvent event) {
    found.add(event);
    bytes += size(event);
  }

  /** Never beyond what is there, so that whoever goes on from it misses nothing to come. */
  private long lastInRange() {
    long last = query.unit() == Unit.VERSION ? candidates.size() : head.position();
    return Math.max(query.after(), Math.min(last, query.before() - 1));
  }

  private long firstInRange() {
    return query.after() < query.before() ? query.after() + 1 : query.before();
  }

  /** The index of the first candidate behind the bound, by binary search. */
  private int firstBehind(long bound) {
    int low = 0;
    int high = candidates.size();
    while (low < high) {
      int middle = low + high >>> 1;
      if (at(candidates.get(middle)) > bound) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private long at(RecordedEvent event) {
    return query.unit() == Unit.VERSION ? event.version() : event.position();
  }

  private static long size(RecordedEvent event) {
    return event.data() == null ? 0 : event.data().length();
  }
}
