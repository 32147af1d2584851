package io.tidings.consumers.memory;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Segments;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The consumers that are known, each as it stands at the time it is asked for. */
final class Consumers {

  private final TreeMap<String, Consumer> byName = new TreeMap<>();
  private final InstantSource leases;

  /**
   * @param leases what the leases of nodes are measured with
   */
  Consumers(InstantSource leases) {
    this.leases = leases;
  }

  /** The present time, as leases know it. */
  Instant leaseTime() {
    return leases.instant();
  }

  void catchUp(Consumer consumer, Instant now) {
    consumer.catchUp(now, leaseTime());
  }

  Optional<Consumer> find(String name, Instant now) {
    Optional<Consumer> consumer = Optional.ofNullable(byName.get(name));
    consumer.ifPresent(known -> catchUp(known, now));
    return consumer;
  }

  Consumer require(String name, Instant now) {
    return find(name, now)
        .orElseThrow(() -> new ConsumerFailure.Unknown("there is no consumer '" + name + "'"));
  }

  /** The segment, if the lease's token is its latest; it may have been given back. */
  Optional<Segment> latest(String consumer, Segments.Lease lease, Instant now) {
    return find(consumer, now).flatMap(known -> known.latest(lease));
  }

  /** The segment, if the lease's token is its latest, and it was not given back. */
  Optional<Segment> owned(String consumer, Segments.Lease lease, Instant now) {
    return latest(consumer, lease, now).filter(segment -> segment.owner != null);
  }

  /** That one; all, in order of their names, if no name is given. */
  List<Consumer> named(String nameOrNull, Instant now) {
    if (nameOrNull != null) {
      return List.of(require(nameOrNull, now));
    }
    byName.values().forEach(known -> catchUp(known, now));
    return new ArrayList<>(byName.values());
  }

  void add(Consumer consumer) {
    byName.put(consumer.definition.name(), consumer);
  }

  void remove(String name) {
    byName.remove(name);
  }
}
