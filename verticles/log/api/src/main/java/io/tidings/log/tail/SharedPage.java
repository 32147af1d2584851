package io.tidings.log.tail;

import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A page of all slots, read or being read, from which readers of fewer slots take their part. */
final class SharedPage {

  private static final int OVERHEAD_BYTES = 512;

  /** A page that is being read from so close before is waited for: it likely has the rest. */
  private static final int NEAR = Query.MAX_LIMIT;

  private final Filter filter;
  private final long after;
  private final Future<Page> read;
  private volatile short[] slots;
  private volatile long weight;

  SharedPage(Filter filter, long epoch, long after, EventLog log) {
    this.filter = filter;
    this.after = after;
    this.read =
        log.read(Query.after(new Cursor(epoch, after), filter, Query.MAX_LIMIT)).map(this::prepare);
  }

  Filter filter() {
    return filter;
  }

  long after() {
    return after;
  }

  Future<Page> read() {
    return read;
  }

  /** Zero until it is read. */
  long weight() {
    return weight;
  }

  /** Whether it is worth waiting for, or looking into. */
  boolean mayServe(Query query) {
    return read.isComplete()
        ? read.succeeded() && read.result().through() > query.after()
        : query.after() - after < NEAR;
  }

  /** An end of the log that was reached while nobody had more is asked for anew. */
  boolean serves(Query query, long epoch) {
    Page page = read.result();
    return page.head().epoch() == query.epoch()
        && (page.through() > query.after() || after == query.after())
        && (epoch == query.epoch() || epoch == 0);
  }

  Page part(Query query) {
    Page page = read.result();
    SlotRange wanted = query.filter().slots();
    List<RecordedEvent> part = new ArrayList<>();
    for (int at = firstBehind(page.events(), query.after()); at < page.events().size(); at++) {
      if (wanted.contains(slots[at])) {
        RecordedEvent event = page.events().get(at);
        if (part.size() == query.limit()) {
          long through = part.get(part.size() - 1).position();
          return new Page(part, through, false, page.head());
        }
        part.add(event);
      }
    }
    return new Page(part, page.through(), page.end(), page.head());
  }

  private Page prepare(Page page) {
    List<RecordedEvent> events = page.events();
    short[] found = new short[events.size()];
    long bytes = 0;
    for (int at = 0; at < found.length; at++) {
      RecordedEvent event = events.get(at);
      found[at] = (short) StreamName.slot(event.stream());
      bytes += OVERHEAD_BYTES + (event.event().data() == null ? 0 : event.event().data().length());
    }
    slots = found;
    weight = bytes;
    return page;
  }

  private static int firstBehind(List<RecordedEvent> events, long position) {
    int low = 0;
    int high = events.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).position() > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
