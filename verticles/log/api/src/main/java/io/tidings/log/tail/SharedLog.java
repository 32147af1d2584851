package io.tidings.log.tail;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The log for those who read on from where they are: readers that are near each other share what is
 * read, whatever slots they want, and the next page is fetched while they are at work. Any number
 * of segments and consumers with one filter cost one read of each event. Holds a bounded number of
 * bytes. Thread-safe.
 *
 * <p>A shared page is given out only as long as the tail is in the epoch in which it was read, so
 * that nobody reads on in a history that was lost (L7). Its head may be older than the log's.
 */
public final class SharedLog implements EventLog {

  private static final long MAX_BYTES = 32 << 20;

  private record Key(Filter filter, long after) {}

  private final EventLog log;
  private final Tail tail;
  private final Map<Filter, NavigableMap<Long, SharedPage>> shelves = new LinkedHashMap<>();
  private final LinkedHashMap<Key, SharedPage> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<SharedPage> weighed = new HashSet<>();
  private long bytes;

  public SharedLog(EventLog log, Tail tail) {
    this.log = log;
    this.tail = tail;
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    return log.append(batch);
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }

  @Override
  public Future<Page> read(Query query) {
    return isShared(query) ? shared(query, 2) : log.read(query);
  }

  /** One stream is seldom read by two. */
  private static boolean isShared(Query query) {
    return query.unit() == Query.Unit.POSITION
        && query.direction() == Query.Direction.FORWARD
        && query.before() == Long.MAX_VALUE
        && query.epoch() > 0
        && query.filter().stream() == null;
  }

  /** A page that began before the query's may end before it as well; then another is tried. */
  private Future<Page> shared(Query query, int tries) {
    if (tries == 0) {
      return log.read(query);
    }
    SharedPage page = find(query);
    return page.read()
        .compose(
            read -> {
              if (page.serves(query, tail.view().epoch())) {
                prefetch(page.filter(), read);
                return Future.succeededFuture(page.part(query));
              }
              drop(page);
              return shared(query, tries - 1);
            },
            failure -> {
              drop(page);
              return page.after() == query.after() ? Future.failedFuture(failure) : log.read(query);
            });
  }

  private synchronized SharedPage find(Query query) {
    Filter filter = query.filter().withSlots(SlotRange.ALL);
    Map.Entry<Long, SharedPage> near =
        shelves.getOrDefault(filter, new TreeMap<>()).floorEntry(query.after());
    if (near != null && near.getValue().mayServe(query)) {
      byUse.get(new Key(filter, near.getKey()));
      return near.getValue();
    }
    return fetch(filter, query.epoch(), query.after());
  }

  private void prefetch(Filter filter, Page read) {
    if (read.end()) {
      return;
    }
    synchronized (this) {
      NavigableMap<Long, SharedPage> shelf = shelves.get(filter);
      if (shelf == null || !shelf.containsKey(read.through())) {
        fetch(filter, read.head().epoch(), read.through());
      }
    }
  }

  private synchronized SharedPage fetch(Filter filter, long epoch, long after) {
    SharedPage page = new SharedPage(filter, epoch, after, log);
    put(page);
    page.read().onSuccess(read -> weigh(page));
    return page;
  }

  private void put(SharedPage page) {
    SharedPage former =
        shelves.computeIfAbsent(page.filter(), none -> new TreeMap<>()).get(page.after());
    if (former != null) {
      drop(former);
    }
    shelves.computeIfAbsent(page.filter(), none -> new TreeMap<>()).put(page.after(), page);
    byUse.put(new Key(page.filter(), page.after()), page);
  }

  private synchronized void weigh(SharedPage page) {
    if (byUse.get(new Key(page.filter(), page.after())) != page) {
      return;
    }
    bytes += page.weight();
    weighed.add(page);
    while (bytes > MAX_BYTES && weighed.size() > 1) {
      drop(eldest());
    }
  }

  private SharedPage eldest() {
    return byUse.values().stream().filter(weighed::contains).findFirst().orElseThrow();
  }

  private synchronized void drop(SharedPage page) {
    NavigableMap<Long, SharedPage> shelf = shelves.get(page.filter());
    if (shelf != null && shelf.remove(page.after(), page)) {
      byUse.remove(new Key(page.filter(), page.after()));
      bytes -= weighed.remove(page) ? page.weight() : 0;
      if (shelf.isEmpty()) {
        shelves.remove(page.filter());
      }
    }
  }
}
