package io.tidings.consumers.memory;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Segments;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All that is kept of one consumer. */
final class Consumer {

  Definition definition;
  List<Segment> segments;

  /** RUNNING, PAUSED or STOPPED; CHANGING is told by {@link #pending}. */
  Definitions.State told = Definitions.State.RUNNING;

  String reason;
  Definitions.Change pending;
  long steering;

  /** Until when each node counts as working for the consumer, by name. */
  final TreeMap<String, Instant> nodes = new TreeMap<>();

  final Map<String, HeldRow> held = new HashMap<>();
  final Set<Long> inbox = new HashSet<>();
  final TreeMap<Long, OfferRow> offers = new TreeMap<>();

  Consumer(Definition definition, List<Segment> segments) {
    this.definition = definition;
    this.segments = segments;
  }

  /** Does what time has made due. */
  void catchUp(Instant now, Instant leaseTime) {
    nodes.values().removeIf(until -> !until.isAfter(leaseTime));
    offers.values().forEach(offer -> offer.expire(now));
    if (pending != null && segments.stream().noneMatch(segment -> segment.leased(leaseTime))) {
      Definitions.Change due = pending;
      pending = null;
      PendingChange.apply(due, this);
    }
  }

  Definitions.State state() {
    return pending == null ? told : Definitions.State.CHANGING;
  }

  /** Why it is not running, or null. */
  String reason() {
    return pending == null ? reason : pending.why();
  }

  boolean replaying() {
    return segments.stream().anyMatch(segment -> segment.replay != null);
  }

  Optional<Segment> latest(Segments.Lease lease) {
    return segments.stream()
        .filter(segment -> segment.slots.first() == lease.firstSlot())
        .filter(segment -> segment.token == lease.token())
        .findFirst();
  }
}
