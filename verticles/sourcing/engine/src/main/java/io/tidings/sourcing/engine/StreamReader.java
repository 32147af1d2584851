package io.tidings.sourcing.engine;

import io.tidings.log.EventLog;
import io.tidings.model.EventFamily;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Projection;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;

/** Reads streams and sums them up. */
final class StreamReader<E, S> {

  /** Who wants to know what is read. */
  interface Watcher {

    /**
     * @param fresh how many of the events were not known before
     */
    void read(Page page, int fresh);
  }

  private final EventLog log;
  private final EventFamily<E> family;
  private final Projection<E, S> projection;
  private final Watcher watcher;

  /**
   * @param watcher is told of each page
   */
  StreamReader(EventLog log, EventFamily<E> family, Projection<E, S> projection, Watcher watcher) {
    this.log = log;
    this.family = family;
    this.projection = projection;
    this.watcher = watcher;
  }

  /** The whole stream. */
  Future<Loaded<S>> read(String stream) {
    return read(stream, Long.MAX_VALUE);
  }

  /** Its events up to this version. */
  Future<Loaded<S>> read(String stream, long through) {
    return readOn(stream, Loaded.nothing(projection.initial()), through).map(Optional::orElseThrow);
  }

  /**
   * What the stream has beyond {@code from}.
   *
   * @return empty if the log has another event at its place, or none: it was rolled back (L7)
   */
  Future<Optional<Loaded<S>>> readOn(String stream, Loaded<S> from) {
    return readOn(stream, from, Long.MAX_VALUE);
  }

  /** The last event that is known already is read again, to see whether it is still there. */
  private Future<Optional<Loaded<S>>> readOn(String stream, Loaded<S> from, long through) {
    Query first =
        new Query(
            Filter.stream(stream),
            Query.Unit.VERSION,
            0,
            Math.max(0, from.version() - 1),
            through == Long.MAX_VALUE ? through : through + 1,
            Query.Direction.FORWARD,
            Query.MAX_LIMIT);
    Reading reading = new Reading(first, from);
    reading.begin();
    return reading.read.future();
  }

  /** Not a chain of futures, which would be as deep as the stream is long. */
  private final class Reading {

    private final Query first;
    private final Loaded<S> from;
    private final Promise<Optional<Loaded<S>>> read = Promise.promise();
    private Loaded<S> state;
    private boolean toBeFound;
    private boolean begun;

    Reading(Query first, Loaded<S> from) {
      this.first = first;
      this.from = from;
    }

    void begin() {
      state = from;
      toBeFound = from.version() > 0;
      begun = false;
      next(first);
    }

    private void next(Query query) {
      log.read(query)
          .onFailure(read::fail)
          .onSuccess(
              page -> {
                try {
                  take(query, page);
                } catch (Throwable unreadable) {
                  read.fail(unreadable);
                }
              });
    }

    /** Pages of two epochs may be of two histories (L7), which have nothing in common. */
    private void take(Query query, Page page) {
      long epoch = page.head().epoch();
      if (begun && epoch != state.heard()) {
        begin();
        return;
      }
      begun = true;
      state = state.heardIn(epoch);
      List<RecordedEvent> events = page.events();
      boolean here = toBeFound && !events.isEmpty();
      if (here && !state.rests(events.get(0)) || toBeFound && !here && page.end()) {
        read.complete(Optional.empty());
        return;
      }
      for (RecordedEvent event : here ? events.subList(1, events.size()) : events) {
        state = with(state, event);
      }
      toBeFound = toBeFound && !here;
      watcher.read(page, events.size() - (here ? 1 : 0));
      if (page.end()) {
        read.complete(Optional.of(state));
      } else {
        next(query.onward(page.through()));
      }
    }
  }

  private Loaded<S> with(Loaded<S> before, RecordedEvent event) {
    S state = before.state();
    for (E known : EventJson.decode(event.event(), family)) {
      state = projection.evolve(state, known);
    }
    return before.with(state, event);
  }
}
