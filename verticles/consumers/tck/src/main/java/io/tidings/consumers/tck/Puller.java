package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Offers.Extend;
import io.tidings.consumers.Offers.Outcome;
import io.tidings.consumers.Offers.Pull;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.consumers.Offers.Settle;
import io.tidings.consumers.Offers.Settlement;
import java.time.Duration;
import java.util.List;

/** Whoever asks a consumer for events. */
record Puller(AwaitedStore store, String consumer, String name) {

  Puller(AwaitedStore store, Definition consumer, String name) {
    this(store, consumer.name(), name);
  }

  List<Pulled> pull(int most) {
    return pull(most, null);
  }

  List<Pulled> pull(int most, Duration visibility) {
    List<Pulled> events =
        store.ask(one -> one.pull(new Pull(consumer, most, visibility, name))).events();
    assertThat(events).as("events pulled").hasSizeLessThanOrEqualTo(most);
    return events;
  }

  /** Demands that there is one event. */
  Pulled pullOne(Duration visibility) {
    List<Pulled> events = pull(1, visibility);
    assertThat(events).as("events pulled").hasSize(1);
    return events.get(0);
  }

  boolean acks(Pulled event) {
    return settles(ack(event));
  }

  static Settlement ack(Pulled event) {
    return new Settlement(event.position(), event.receipt(), Outcome.ACKED, null, false, null);
  }

  static Settlement nack(Pulled event) {
    return new Settlement(
        event.position(), event.receipt(), Outcome.NACKED, null, false, "no mailbox");
  }

  boolean settles(Settlement settlement) {
    List<Boolean> kept = settle(List.of(settlement));
    assertThat(kept).hasSize(1);
    return kept.get(0);
  }

  List<Boolean> settle(List<Settlement> settlements) {
    return store.ask(one -> one.settle(new Settle(consumer, settlements))).kept();
  }

  List<Boolean> extend(List<String> receipts, Duration visibility) {
    return store.ask(one -> one.extend(new Extend(consumer, receipts, visibility))).kept();
  }
}
