package io.tidings.consumers.memory;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Offers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What pullers do. */
final class Pulling {

  private final Consumers consumers;

  Pulling(Consumers consumers) {
    this.consumers = consumers;
  }

  Offers.PulledList pull(Offers.Pull pull, Instant now) {
    int most = Limits.require("most", pull.most());
    Consumer consumer = consumers.require(pull.consumer(), now);
    if (consumer.definition.kind() != Definition.Kind.PULL) {
      throw new ConsumerFailure.Conflict(
          "consumer '" + pull.consumer() + "' is handled by nodes: declare another to pull from");
    }
    if (consumer.state() != Definitions.State.RUNNING) {
      return new Offers.PulledList(List.of());
    }
    return new Offers.PulledList(take(consumer, pull, most, now));
  }

  private static List<Offers.Pulled> take(
      Consumer consumer, Offers.Pull pull, int most, Instant now) {
    Duration visibility = visibility(consumer, pull.visibility());
    List<Offers.Pulled> taken = new ArrayList<>();
    Set<String> busy = new HashSet<>();
    for (OfferRow offer : consumer.offers.values()) {
      boolean first = offer.handled() || busy.add(offer.stream);
      if (first && offer.offered() && taken.size() < most) {
        taken.add(offer.take(pull.puller(), visibility, now));
      }
    }
    return taken;
  }

  Offers.Kept settle(Offers.Settle settle, Instant now) {
    Consumer consumer = consumers.require(settle.consumer(), now);
    if (settle.events().stream().anyMatch(one -> one.outcome() == Offers.Outcome.EXPIRED)) {
      throw new ConsumerFailure.Invalid("a puller acks or nacks; only time makes EXPIRED");
    }
    return new Offers.Kept(settle.events().stream().map(one -> settle(consumer, one)).toList());
  }

  private static boolean settle(Consumer consumer, Offers.Settlement settlement) {
    OfferRow offer = consumer.offers.get(settlement.position());
    return offer != null && offer.settle(settlement);
  }

  Offers.Kept extend(Offers.Extend extend, Instant now) {
    Consumer consumer = consumers.require(extend.consumer(), now);
    Instant until = now.plus(visibility(consumer, extend.visibility()));
    return new Offers.Kept(
        extend.receipts().stream().map(receipt -> extend(consumer, receipt, until)).toList());
  }

  private static boolean extend(Consumer consumer, String receipt, Instant until) {
    for (OfferRow offer : consumer.offers.values()) {
      if (offer.taken() && offer.receipt.equals(receipt)) {
        offer.until = until;
        return true;
      }
    }
    return false;
  }

  private static Duration visibility(Consumer consumer, Duration wantedOrNull) {
    if (wantedOrNull == null) {
      return consumer.definition.visibility();
    }
    if (wantedOrNull.toMillis() < 1) {
      throw new ConsumerFailure.Invalid("visibility is " + wantedOrNull + ": give 1 ms or more");
    }
    return wantedOrNull;
  }
}
