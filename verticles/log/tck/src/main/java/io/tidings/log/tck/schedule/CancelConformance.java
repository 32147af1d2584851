package io.tidings.log.tck.schedule;

import static io.tidings.log.tck.schedule.AwaitedSchedule.LONG;
import static io.tidings.log.tck.schedule.AwaitedSchedule.append;
import static io.tidings.log.tck.schedule.AwaitedSchedule.future;
import static io.tidings.log.tck.schedule.AwaitedSchedule.past;
import static io.tidings.log.tck.schedule.AwaitedSchedule.recorded;
import static io.tidings.log.tck.schedule.AwaitedSchedule.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.Scheduled.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** S4: what is cancelled is never recorded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface CancelConformance extends ScheduleFixture {

  @Test
  default void S4_what_is_cancelled_is_not_given_to_anybody_to_record() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("a", "b", "c");

    assertThat(schedule.cancel("b")).isEqualTo(Cancellation.CANCELLED);

    assertThat(schedule.claim(10, LONG).due())
        .extracting(Claimed.Due::id)
        .containsExactly("a", "c");
    assertThat(schedule.state("b")).isEqualTo(State.CANCELLED);
    assertThat(schedule.listed(10)).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  default void S4_a_cancellation_may_be_repeated() {
    AwaitedSchedule schedule = openSchedule();
    schedule.accept(ScheduleRequest.at("one", future(0), append("1")));

    assertThat(schedule.cancel("one")).isEqualTo(Cancellation.CANCELLED);
    assertThat(schedule.cancel("one")).isEqualTo(Cancellation.CANCELLED);
    assertThat(schedule.state("one")).isEqualTo(State.CANCELLED);
  }

  @Test
  default void S4_a_late_repeat_of_the_request_does_not_bring_it_back() {
    AwaitedSchedule schedule = openSchedule();
    ScheduleRequest request = ScheduleRequest.at("one", past(0), append("1"));
    schedule.accept(request);
    schedule.cancel("one");

    assertThat(schedule.refusal(request).state()).isEqualTo(State.CANCELLED);

    assertThat(schedule.claim(10, LONG).due()).isEmpty();
  }

  @Test
  default void S4_it_is_too_late_for_what_is_being_recorded_even_after_the_claim_has_ended() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("held", "lost");
    schedule.claim(1, LONG);
    schedule.claim(1, Duration.ZERO);

    assertThat(schedule.cancel("held")).isEqualTo(Cancellation.TOO_LATE);
    assertThat(schedule.cancel("lost")).isEqualTo(Cancellation.TOO_LATE);

    assertThat(schedule.state("held")).isEqualTo(State.RECORDING);
    assertThat(schedule.state("lost")).isEqualTo(State.RECORDING);
  }

  @Test
  default void it_is_too_late_for_what_is_recorded() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("one");
    schedule.settle(recorded(schedule.claimOne(LONG), 1));

    assertThat(schedule.cancel("one")).isEqualTo(Cancellation.TOO_LATE);

    assertThat(schedule.state("one")).isEqualTo(State.RECORDED);
  }

  @Test
  default void what_has_failed_is_given_up_by_a_cancellation() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("one");
    schedule.settle(refused(schedule.claimOne(LONG), "stale"));

    assertThat(schedule.cancel("one")).isEqualTo(Cancellation.CANCELLED);

    assertThat(schedule.state("one")).isEqualTo(State.CANCELLED);
    assertThat(schedule.listed(10)).isEmpty();
  }

  @Test
  default void an_id_that_nobody_has_given_cannot_be_cancelled() {
    AwaitedSchedule schedule = openSchedule();
    schedule.accept(ScheduleRequest.at("one", future(0), append("1")));

    assertThat(schedule.cancel("two")).isEqualTo(Cancellation.UNKNOWN);
    assertThat(schedule.state("one")).isEqualTo(State.PENDING);
  }

  @Test
  default void S4_of_a_race_between_a_cancellation_and_a_claim_one_wins() {
    AwaitedSchedule schedule = openSchedule();
    List<String> ids = IntStream.range(0, 200).mapToObj(at -> "id-" + at).toList();
    schedule.due(ids.toArray(String[]::new));

    CompletableFuture<List<String>> cancelled =
        CompletableFuture.supplyAsync(
            () ->
                ids.stream().filter(id -> schedule.cancel(id) == Cancellation.CANCELLED).toList());
    List<String> recording = new ArrayList<>();
    boolean racing = true;
    while (racing) {
      racing = !cancelled.isDone();
      schedule.claim(1, LONG).due().forEach(due -> recording.add(due.id()));
    }

    assertThat(recording.size() + cancelled.join().size()).isEqualTo(ids.size());
    assertThat(cancelled.join()).allMatch(id -> schedule.state(id) == State.CANCELLED);
    assertThat(recording).allMatch(id -> schedule.state(id) == State.RECORDING);
  }
}
