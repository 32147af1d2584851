package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.log.EventLog;
import io.tidings.model.Data;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Reads what was pulled from the log: neighbours with one page, in order of position. */
final class LeasedEvents {

  /** So many events are read in vain rather than asking the log once more. */
  private static final long GAP = 16;

  private final EventLog log;
  private final ConsumerStore store;

  LeasedEvents(EventLog log, ConsumerStore store) {
    this.log = log;
    this.store = store;
  }

  /**
   * Hands each event over, in order of position, together with what was pulled. Waits for what
   * {@code taken} returns before it reads the next page.
   *
   * @param taken called with one page's events at a time
   */
  Future<Void> read(
      String consumer,
      List<Pulled> pulled,
      BiFunction<List<Pulled>, Map<Long, RecordedEvent>, Future<Void>> taken) {
    List<Pulled> sorted = new ArrayList<>(pulled);
    sorted.sort(Comparator.comparingLong(Pulled::position));
    return replacements(consumer, sorted).compose(edited -> page(sorted, edited, taken));
  }

  private Future<Void> page(
      List<Pulled> left,
      Map<Long, HeldStreams.Replacement> edited,
      BiFunction<List<Pulled>, Map<Long, RecordedEvent>, Future<Void>> taken) {
    if (left.isEmpty()) {
      return Future.succeededFuture();
    }
    long first = left.get(0).position();
    long last = endOfRun(left);
    Query query =
        new Query(
            Filter.ALL,
            Query.Unit.POSITION,
            0,
            first - 1,
            last + 1,
            Query.Direction.FORWARD,
            (int) Math.min(Query.MAX_LIMIT, last - first + 1));
    return log.read(query)
        .compose(
            page -> {
              Map<Long, RecordedEvent> events = new HashMap<>();
              page.events()
                  .forEach(
                      event ->
                          events.put(
                              event.position(), edited(event, edited.get(event.position()))));
              // A page without progress means that the log has lost these positions.
              long through = Math.max(page.through(), first);
              int reached = 0;
              while (reached < left.size() && left.get(reached).position() <= through) {
                reached++;
              }
              List<Pulled> rest = left.subList(reached, left.size());
              return taken
                  .apply(left.subList(0, reached), events)
                  .compose(done -> page(rest, edited, taken));
            });
  }

  private static long endOfRun(List<Pulled> sorted) {
    long last = sorted.get(0).position();
    for (Pulled next : sorted) {
      if (next.position() - last > GAP) {
        break;
      }
      last = next.position();
    }
    return last;
  }

  /** What somebody has put in the place of payloads that failed; mostly nothing. */
  private Future<Map<Long, HeldStreams.Replacement>> replacements(
      String consumer, List<Pulled> pulled) {
    int first = StreamName.SLOTS - 1;
    int last = 0;
    for (Pulled one : pulled) {
      int slot = StreamName.slot(one.stream());
      first = Math.min(first, slot);
      last = Math.max(last, slot);
    }
    return store
        .held(new HeldStreams.HeldQuery(consumer, new SlotRange(first, last)))
        .map(
            held -> {
              Map<Long, HeldStreams.Replacement> replacements = new HashMap<>();
              for (HeldStreams.HeldStream stream : held.streams()) {
                if (stream.replacement() != null
                    && stream.state() == HeldStreams.HeldState.RETRYING) {
                  replacements.put(stream.position(), stream.replacement());
                }
              }
              return replacements;
            });
  }

  private static RecordedEvent edited(RecordedEvent event, HeldStreams.Replacement by) {
    if (by == null) {
      return event;
    }
    NewEvent was = event.event();
    NewEvent now =
        new NewEvent(
            was.id(),
            was.source(),
            was.type(),
            was.stream(),
            was.subject(),
            was.time(),
            by.contentType(),
            was.dataSchema(),
            was.extensions(),
            by.data() == null ? null : Data.of(Data.Form.valueOf(by.form()), by.data()));
    return new RecordedEvent(
        now, event.version(), event.position(), event.epoch(), event.recordedAt());
  }
}
