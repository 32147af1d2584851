package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.engine.Sourcing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EqualEventsTest {

  private static final Instant BEGINNING = TestClock.BEGINNING;
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void deciders_sagas_and_time_outs_record_equal_events_each_time() {
    List<RecordedEvent> once = patience();

    assertThat(once)
        .extracting(RecordedEvent::type)
        .containsExactly(
            "shop.placed",
            "patience.saga-stepped",
            "patience.saga-timed-out",
            "patience.saga-stepped",
            "shop.reminded",
            "patience.saga-timed-out",
            "patience.saga-stepped",
            "shop.cancelled");
    assertThat(patience()).isEqualTo(once);
  }

  @Test
  void what_is_decided_has_the_time_of_the_test() {
    assertThat(patience())
        .filteredOn(event -> event.stream().equals("order-A1"))
        .extracting(event -> Instant.parse(event.event().time()))
        .containsExactly(BEGINNING, BEGINNING.plus(DAY), BEGINNING.plus(DAY.multipliedBy(3)));
  }

  private static List<RecordedEvent> patience() {
    try (TestTidings test = TestTidings.begin()) {
      Sourcing sourcing = Sourcing.of(test.tidings());
      sourcing.decider("shop", Shop.Command.class, Shop.EVENTS, new Shop()).start().await();
      sourcing.saga(Shop.PATIENCE).start().await();
      sourcing
          .commands()
          .send(sourcing.command("shop", "order-A1", new Shop.Command.Place("A1")))
          .await();
      test.advance(DAY.multipliedBy(4));
      return test.events();
    }
  }
}
