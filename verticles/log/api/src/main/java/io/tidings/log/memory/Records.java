package io.tidings.log.memory;

import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Extensions;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything recorded, and the indexes over it. Not thread-safe: the log guards it. */
final class Records {

  private record Identity(String source, String id) {}

  private record Shown(String name, String value) {}

  private final List<RecordedEvent> all = new ArrayList<>();
  private final Map<Identity, RecordedEvent> byIdentity = new HashMap<>();
  private final Map<String, List<RecordedEvent>> byStream = new HashMap<>();
  private final Map<String, List<RecordedEvent>> byCategory = new HashMap<>();
  private final Map<String, List<RecordedEvent>> byType = new HashMap<>();
  private final Map<Shown, List<RecordedEvent>> byAttribute = new HashMap<>();

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
    for (String name : event.extensions().keySet()) {
      if (!Extensions.TECHNICAL.contains(name)) {
        index(byAttribute, new Shown(name, event.extension(name)), recorded);
      }
    }
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
      shortest = shorter(ofType, shortest);
    }
    if (filter.boundary() != null && filter.boundary().anyOf().size() == 1) {
      shortest = shorter(candidates(filter.boundary().anyOf().get(0)), shortest);
    }
    return shortest;
  }

  /** The first event behind the position that is within the boundary. */
  Optional<RecordedEvent> firstWithin(Boundary boundary, long after) {
    return boundary.anyOf().stream()
        .map(criterion -> first(criterion, after))
        .flatMap(Optional::stream)
        .min(Comparator.comparingLong(RecordedEvent::position));
  }

  private Optional<RecordedEvent> first(Criterion criterion, long after) {
    List<RecordedEvent> candidates = candidates(criterion);
    int low = 0;
    int high = candidates.size();
    while (low < high) {
      int middle = low + high >>> 1;
      if (candidates.get(middle).position() > after) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return candidates.subList(low, candidates.size()).stream()
        .filter(event -> criterion.matches(event.event()))
        .findFirst();
  }

  private List<RecordedEvent> candidates(Criterion criterion) {
    List<RecordedEvent> shortest = all;
    if (criterion.types().size() == 1) {
      String type = criterion.types().iterator().next();
      shortest = byType.getOrDefault(type, List.of());
    }
    for (Map.Entry<String, String> wanted : criterion.attributes().entrySet()) {
      Shown shown = new Shown(wanted.getKey(), wanted.getValue());
      shortest = shorter(byAttribute.getOrDefault(shown, List.of()), shortest);
    }
    return shortest;
  }

  private static List<RecordedEvent> shorter(List<RecordedEvent> one, List<RecordedEvent> other) {
    return one.size() < other.size() ? one : other;
  }

  private Instant notBeforeTheLast(Instant now) {
    if (all.isEmpty()) {
      return now;
    }
    Instant last = all.get(all.size() - 1).recordedAt();
    return now.isBefore(last) ? last : now;
  }

  private static <K> void index(Map<K, List<RecordedEvent>> lists, K key, RecordedEvent event) {
    lists.computeIfAbsent(key, absent -> new ArrayList<>()).add(event);
  }
}
