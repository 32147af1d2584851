package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.schedule.Scheduled;
import io.tidings.model.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TestTidingsTest {

  @Test
  void the_same_test_gets_equal_events_each_time() {
    assertThat(deliver()).isEqualTo(deliver());
  }

  private static String deliver() {
    try (TestTidings test = TestTidings.begin()) {
      test.tidings()
          .consumer("arrivals")
          .onAsync(
              Parcel.Sent.class,
              (sent, context) ->
                  context
                      .to(context.event().stream())
                      .publish(new Parcel.Arrived(sent.id(), "Vienna")))
          .start()
          .await();
      test.publish("parcel-P1", new Parcel.Sent("P1", List.of("book")));
      test.settle();
      assertThat(test.events("parcel-P1")).hasSize(2);
      return test.story() + test.events().stream().map(RecordedEvent::id).toList();
    }
  }

  @Test
  void what_is_scheduled_is_recorded_when_time_has_passed_and_in_order() {
    try (TestTidings test = TestTidings.begin()) {
      test.tidings()
          .to("parcel-P1")
          .publishAfter(Duration.ofDays(3), new Parcel.Arrived("P1", "Graz"))
          .await();
      test.tidings()
          .to("parcel-P1")
          .publishAfter(Duration.ofDays(2), new Parcel.Arrived("P1", "Linz"))
          .await();

      test.advance(Duration.ofDays(2).minusSeconds(1));
      assertThat(test.events()).isEmpty();
      test.advance(Duration.ofDays(1));
      assertThat(test.events()).hasSize(1);
      test.advance(Duration.ofDays(1));
      assertThat(test.events())
          .extracting(RecordedEvent::recordedAt)
          .containsExactly(
              TestClock.BEGINNING.plus(Duration.ofDays(2)),
              TestClock.BEGINNING.plus(Duration.ofDays(3)));
    }
  }

  @Test
  void what_the_log_has_refused_does_not_keep_what_is_due_later_from_being_waited_for() {
    try (TestTidings test = TestTidings.begin()) {
      test.publish("parcel-P1", new Parcel.Arrived("P1", "Linz"));
      for (int stale = 0; stale < 25; stale++) {
        test.tidings()
            .to("parcel-P1")
            .expecting(0)
            .publishAfter(Duration.ofHours(1), new Parcel.Arrived("P1", "Graz"))
            .await();
      }
      test.tidings()
          .to("parcel-P2")
          .publishAfter(Duration.ofHours(2), new Parcel.Arrived("P2", "Graz"))
          .await();

      test.advance(Duration.ofHours(2));

      assertThat(test.events("parcel-P1")).hasSize(1);
      assertThat(test.events("parcel-P2"))
          .extracting(RecordedEvent::recordedAt)
          .containsExactly(TestClock.BEGINNING.plus(Duration.ofHours(2)));
      assertThat(test.tidings().schedule().list(null, 100).await().entries())
          .extracting(Scheduled::state)
          .hasSize(25)
          .containsOnly(Scheduled.State.FAILED);
    }
  }

  @Test
  void a_test_begins_at_the_time_of_its_clock_and_shares_it() {
    TestClock clock = new TestClock(Instant.parse("2031-05-01T12:00:00Z"));

    try (TestTidings test = TestTidings.begin(clock)) {
      test.publish("parcel-P1", new Parcel.Arrived("P1", "Linz"));
      test.advance(Duration.ofHours(1));
      test.publish("parcel-P1", new Parcel.Arrived("P1", "Graz"));

      assertThat(clock.instant()).isEqualTo("2031-05-01T13:00:00Z").isEqualTo(test.now());
      assertThat(test.events())
          .extracting(RecordedEvent::recordedAt)
          .containsExactly(Instant.parse("2031-05-01T12:00:00Z"), clock.instant());
    }
  }
}
