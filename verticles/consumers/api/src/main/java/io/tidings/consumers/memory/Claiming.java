package io.tidings.consumers.memory;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Segments;
import java.time.Instant;
import java.util.List;

/** Who works on which segment. */
final class Claiming {

  private final Consumers consumers;

  Claiming(Consumers consumers) {
    this.consumers = consumers;
  }

  Segments.Assignment claim(Segments.Claim claim, Instant now) {
    if (claim.lease().toMillis() < 1) {
      throw new ConsumerFailure.Invalid("lease is " + claim.lease() + ": give 1 ms or more");
    }
    Consumer consumer = consumers.require(claim.consumer(), now);
    Instant leaseTime = consumers.leaseTime();
    Instant until = leaseTime.plus(claim.lease());
    consumer.nodes.put(claim.node(), until);
    renew(consumer, claim, until);
    int giveBack = 0;
    if (consumer.state() == Definitions.State.RUNNING) {
      int missing = share(consumer, claim.node()) - owned(consumer, claim.node()).size();
      consumer.segments.stream()
          .filter(segment -> !segment.leased(leaseTime))
          .limit(Math.max(0, missing))
          .forEach(segment -> segment.give(claim.node(), until));
      giveBack = Math.max(0, -missing);
    } else {
      giveBack = owned(consumer, claim.node()).size();
    }
    return new Segments.Assignment(
        consumer.state(),
        consumer.reason(),
        owned(consumer, claim.node()).stream().map(Segment::shown).toList(),
        giveBack,
        consumer.steering);
  }

  /** A lease that is over is renewed too, unless somebody else has taken the segment. */
  private static void renew(Consumer consumer, Segments.Claim claim, Instant until) {
    for (Segment segment : owned(consumer, claim.node())) {
      if (claim.held().contains(new Segments.Lease(segment.slots.first(), segment.token))) {
        segment.leasedUntil = until;
      } else {
        segment.free();
      }
    }
  }

  private static List<Segment> owned(Consumer consumer, String node) {
    return consumer.segments.stream().filter(segment -> node.equals(segment.owner)).toList();
  }

  private static int share(Consumer consumer, String node) {
    int segments = consumer.segments.size();
    int nodes = consumer.nodes.size();
    boolean oneMore = consumer.nodes.headMap(node).size() < segments % nodes;
    return segments / nodes + (oneMore ? 1 : 0);
  }

  Definitions.Done leave(Segments.Leave leave, Instant now) {
    consumers
        .find(leave.consumer(), now)
        .ifPresent(consumer -> consumer.nodes.remove(leave.node()));
    return new Definitions.Done();
  }
}
