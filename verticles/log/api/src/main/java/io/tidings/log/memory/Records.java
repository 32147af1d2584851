package io.tidings.log.memory;

import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything recorded, and the indexes over it. Not thread-safe: the log guards it. */
final class Records {

  private record Identity(String source, String id) {}

  private final List<RecordedEvent> all = new ArrayList<>();
  private final Map<Identity, RecordedEvent> byIdentity = new HashMap<>();
  private final Map<String, List<RecordedEvent>> byStream = new HashMap<>();
  private final Map<String, List<RecordedEvent>> byCategory = new HashMap<>();
  private final Map<String, List<RecordedEvent>> byType = new HashMap<>();

  /** How many there are, which is the position of the last. */
  int size() {
    return all.size();
  }

  /** The version of a stream; 0 if it does not exist. */
  long version(String stream) {
    return byStream.getOrDefault(stream, List.of()).size();
  }

  /** The event of that identity, or null. */
  RecordedEvent find(NewEvent event) {
    return byIdentity.get(new Identity(event.source(), event.id()));
  }

  /** Records the event at the next position; its time is not earlier than that of the last. */
  RecordedEvent add(NewEvent event, long epoch, Instant now) {
    RecordedEvent recorded =
        new RecordedEvent(
            event, version(event.stream()) + 1, all.size() + 1L, epoch, notBeforeTheLast(now));
    all.add(recorded);
    byIdentity.put(new Identity(event.source(), event.id()), recorded);
    index(byStream, event.stream(), recorded);
    index(byCategory, StreamName.category(event.stream()), recorded);
    index(byType, event.type(), recorded);
    return recorded;
  }

  /** The shortest list known to hold every match, in order of position. */
  List<RecordedEvent> candidates(Filter filter) {
    if (filter.stream() != null) {
      return byStream.getOrDefault(filter.stream(), List.of());
    }
    List<RecordedEvent> shortest = all;
    if (filter.category() != null) {
      shortest = byCategory.getOrDefault(filter.category(), List.of());
    }
    if (filter.types().size() == 1) {
      String type = filter.types().iterator().next();
      List<RecordedEvent> ofType = byType.getOrDefault(type, List.of());
      shortest = ofType.size() < shortest.size() ? ofType : shortest;
    }
    return shortest;
  }

  private Instant notBeforeTheLast(Instant now) {
    if (all.isEmpty()) {
      return now;
    }
    Instant last = all.get(all.size() - 1).recordedAt();
    return now.isBefore(last) ? last : now;
  }

  private static void index(
      Map<String, List<RecordedEvent>> lists, String key, RecordedEvent event) {
    lists.computeIfAbsent(key, absent -> new ArrayList<>()).add(event);
  }
}
