package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.Consumer;
import io.tidings.ConsumerBuilder;
import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.SegmentStatus;
import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetriesTest {

  private static final Which ARRIVALS = new Which("arrivals", null, null, null, null, null, null);

  private final TestTidings test = TestTidings.begin();
  private final List<String> tried = new CopyOnWriteArrayList<>();
  private volatile boolean broken = true;

  @AfterEach
  void close() {
    test.close();
  }

  private ConsumerBuilder arrivals() {
    return test.tidings()
        .consumer("arrivals")
        .on(
            Parcel.Arrived.class,
            (arrived, context) -> {
              tried.add(arrived.at());
              if (broken && arrived.at().equals("Graz")) {
                throw new IllegalStateException("nobody knows Graz");
              }
            });
  }

  private void arrive(String... towns) {
    for (String town : towns) {
      test.publish("parcel-P1", new Parcel.Arrived("P1", town));
    }
  }

  private List<DeadLetter> letters() {
    return test.tidings()
        .store()
        .deadLetters(new DeadLetterQuery(ARRIVALS, 0, 10))
        .await()
        .letters();
  }

  @Test
  void what_fails_is_tried_again_when_time_has_passed_and_not_before() {
    arrivals().start().await();
    arrive("Graz", "Linz");

    test.settle();
    test.advance(Duration.ofMillis(199));
    assertThat(tried).containsExactly("Graz");

    test.advance(Duration.ofMillis(1));
    assertThat(tried).containsExactly("Graz", "Graz");

    broken = false;
    test.advance(Duration.ofMinutes(1));
    assertThat(tried).containsExactly("Graz", "Graz", "Graz", "Linz");
    assertThat(test.now()).isEqualTo(TestClock.BEGINNING.plusMillis(60_200));
  }

  @Test
  void what_fails_for_good_is_a_dead_letter_once_the_time_of_all_attempts_has_passed() {
    arrivals().start().await();
    arrive("Graz");

    test.advance(Duration.ofMinutes(3));

    Instant begun = TestClock.BEGINNING;
    assertThat(letters()).hasSize(1);
    assertThat(letters().get(0).since()).isEqualTo(begun);
    assertThat(letters().get(0).attempts())
        .extracting(Attempt::at)
        .containsExactly(
            begun,
            begun.plusMillis(200),
            begun.plusMillis(1_200),
            begun.plusMillis(6_200),
            begun.plusMillis(31_200),
            begun.plusMillis(91_200),
            begun.plusMillis(151_200));

    broken = false;
    test.tidings().store().redrive(new Redrive(ARRIVALS, 0, "test", "mended")).await();
    test.settle();
    assertThat(letters()).isEmpty();
    assertThat(tried).hasSize(8);
  }

  @Test
  void what_is_scheduled_and_what_is_tried_again_happen_in_the_order_of_their_times() {
    arrivals().start().await();
    arrive("Graz");
    test.settle();
    test.tidings()
        .to("parcel-P2")
        .publishAfter(Duration.ofMillis(700), new Parcel.Arrived("P2", "Wien"))
        .await();

    test.advance(Duration.ofSeconds(2));

    assertThat(tried).containsExactly("Graz", "Graz", "Wien", "Graz");
  }

  @Test
  void a_reaction_that_succeeds_at_last_is_recorded_at_that_time() {
    test.tidings()
        .consumer("reactions")
        .onAsync(
            Parcel.Sent.class,
            (sent, context) ->
                context.attempt() < 3
                    ? Future.failedFuture("not yet")
                    : context.to("parcel-P1").publish(new Parcel.Arrived("P1", "Linz")))
        .start()
        .await();
    test.publish("parcel-P1", new Parcel.Sent("P1", List.of("book")));

    test.advance(Duration.ofMinutes(1));

    assertThat(test.events())
        .extracting(RecordedEvent::recordedAt)
        .containsExactly(TestClock.BEGINNING, TestClock.BEGINNING.plusMillis(1_200));
  }

  @Test
  void nobody_waits_for_what_a_paused_or_a_stopped_consumer_would_try_again() {
    Consumer consumer = arrivals().start().await();
    arrive("Graz");
    test.settle();

    test.tidings()
        .store()
        .change(new Change("arrivals", Command.PAUSE, null, null, 0, false, "test", "a rest"))
        .await();
    Await.until(
        () -> owners().allMatch(Objects::isNull),
        Duration.ofMillis(5),
        "the segments are given back");
    test.advance(Duration.ofHours(1));
    consumer.stop().await();
    test.advance(Duration.ofHours(1));

    assertThat(tried).containsExactly("Graz");
  }

  private Stream<String> owners() {
    return test.tidings().store().status(new Asked("arrivals")).await().consumers().stream()
        .flatMap(status -> status.segments().stream())
        .map(SegmentStatus::owner);
  }
}
