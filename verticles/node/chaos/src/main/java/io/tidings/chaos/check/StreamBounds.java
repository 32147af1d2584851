package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Sent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which versions a stream can have had at a time, as far as its clients can know. */
final class StreamBounds {

  private final Map<String, TreeMap<Long, Long>> acknowledged = new HashMap<>();
  private final Map<String, TreeMap<Long, Long>> begun = new HashMap<>();

  /** Looks at the streams of these operations alone. */
  StreamBounds(Evidence evidence, List<Operation> operations) {
    Set<String> streams =
        operations.stream()
            .map(operation -> operation.sent().events().get(0).stream())
            .collect(Collectors.toSet());
    for (Operation operation : evidence.operations().all()) {
      if (operation.isAcknowledged()) {
        for (Intent event : operation.sent().events()) {
          Recorded row = streams.contains(event.stream()) ? evidence.row(event) : null;
          if (row != null) {
            raise(acknowledged, row.stream(), operation.outcome().at(), row.version());
          }
        }
      }
    }
    for (Recorded row : evidence.log().rows()) {
      Sent sent =
          streams.contains(row.stream())
              ? evidence.operations().sender(row.source(), row.id())
              : null;
      if (sent != null) {
        raise(begun, row.stream(), sent.at(), row.version());
      }
    }
    acknowledged.values().forEach(StreamBounds::accumulate);
    begun.values().forEach(StreamBounds::accumulate);
  }

  private static void raise(
      Map<String, TreeMap<Long, Long>> bounds, String stream, long at, long version) {
    bounds.computeIfAbsent(stream, name -> new TreeMap<>()).merge(at, version, Math::max);
  }

  private static void accumulate(TreeMap<Long, Long> bounds) {
    long greatest = 0;
    for (Map.Entry<Long, Long> bound : bounds.entrySet()) {
      greatest = Math.max(greatest, bound.getValue());
      bound.setValue(greatest);
    }
  }

  /** The greatest version that had been acknowledged before. */
  long least(String stream, long at) {
    return greatest(acknowledged.get(stream), at);
  }

  /** The greatest version that had been sent before. */
  long most(String stream, long at) {
    return greatest(begun.get(stream), at);
  }

  private static long greatest(TreeMap<Long, Long> bounds, long at) {
    Map.Entry<Long, Long> bound = bounds == null ? null : bounds.lowerEntry(at);
    return bound == null ? 0 : bound.getValue();
  }
}
