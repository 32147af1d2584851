package io.tidings.consumers.memory;

import io.tidings.consumers.HeldStreams.Accepted;
import io.tidings.consumers.Offers;
import io.tidings.model.StreamName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What owners of segments of pull consumers do. */
final class Offering {

  private final Consumers consumers;

  Offering(Consumers consumers) {
    this.consumers = consumers;
  }

  Accepted offer(Offers.Offer offer, Instant now) {
    boolean owned = consumers.owned(offer.consumer(), offer.lease(), now).isPresent();
    if (owned) {
      TreeMap<Long, OfferRow> offers = consumers.require(offer.consumer(), now).offers;
      offer.events().forEach(event -> offer(offers, event));
    }
    return new Accepted(owned);
  }

  private static void offer(TreeMap<Long, OfferRow> offers, Offers.Offered event) {
    OfferRow known = offers.putIfAbsent(event.position(), new OfferRow(event));
    if (known != null && known.failed() && known.attempt < event.attempt()) {
      known.offerAnew(event);
    }
  }

  Offers.SettledList settled(Offers.SettledQuery query, Instant now) {
    Optional<Segment> segment = consumers.owned(query.consumer(), query.lease(), now);
    if (segment.isEmpty()) {
      return new Offers.SettledList(List.of());
    }
    return new Offers.SettledList(
        consumers.require(query.consumer(), now).offers.values().stream()
            .filter(offer -> segment.get().slots.contains(StreamName.slot(offer.stream)))
            .filter(offer -> offer.settled != null)
            .map(offer -> offer.settled)
            .toList());
  }

  Accepted forget(Offers.Forget forget, Instant now) {
    boolean owned = consumers.owned(forget.consumer(), forget.lease(), now).isPresent();
    if (owned) {
      consumers
          .require(forget.consumer(), now)
          .offers
          .keySet()
          .removeAll(new HashSet<>(forget.positions()));
    }
    return new Accepted(owned);
  }
}
