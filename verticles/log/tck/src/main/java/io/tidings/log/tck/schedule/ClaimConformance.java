package io.tidings.log.tck.schedule;

import static io.tidings.log.tck.schedule.AwaitedSchedule.LONG;
import static io.tidings.log.tck.schedule.AwaitedSchedule.append;
import static io.tidings.log.tck.schedule.AwaitedSchedule.future;
import static io.tidings.log.tck.schedule.AwaitedSchedule.past;
import static io.tidings.log.tck.schedule.AwaitedSchedule.recorded;
import static io.tidings.log.tck.schedule.AwaitedSchedule.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.Scheduled.State;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.log.tck.Samples;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** S2, S3: what those are given who record. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ClaimConformance extends ScheduleFixture {

  @Test
  default void S3_nothing_is_given_before_it_is_due() {
    AwaitedSchedule schedule = openSchedule();
    schedule.accept(ScheduleRequest.at("later", future(0), append("1")));
    schedule.accept(ScheduleRequest.after("soon", Duration.ofSeconds(40), append("2")));
    schedule.due("now");

    Claimed claimed = schedule.claim(10, LONG);

    assertThat(claimed.due()).extracting(Claimed.Due::id).containsExactly("now");
    assertThat(claimed.next()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(40));
  }

  @Test
  default void S3_what_has_become_due_is_given() {
    AwaitedSchedule schedule = openSchedule();
    Scheduled one =
        schedule.accept(ScheduleRequest.after("one", Duration.ofMillis(30), append("1")));

    Claimed.Due due = schedule.claimOne(LONG);

    assertThat(due).isEqualTo(new Claimed.Due("one", 1, one.due(), one.append()));
    assertThat(schedule.state("one")).isEqualTo(State.RECORDING);
  }

  @Test
  default void S3_the_longest_due_comes_first_and_equal_times_go_by_id() {
    AwaitedSchedule schedule = openSchedule();
    var due = past(0);
    schedule.accept(ScheduleRequest.at("b", due, append("1")));
    schedule.accept(ScheduleRequest.at("c", due.minusSeconds(1), append("2")));
    schedule.accept(ScheduleRequest.at("a", due, append("3")));
    schedule.accept(ScheduleRequest.at("d", due.minusSeconds(2), append("4")));

    List<Claimed.Due> first = schedule.claim(3, LONG).due();
    List<Claimed.Due> rest = schedule.claim(3, LONG).due();

    assertThat(first).extracting(Claimed.Due::id).containsExactly("d", "c", "a");
    assertThat(rest).extracting(Claimed.Due::id).containsExactly("b");
  }

  @Test
  default void S2_what_one_has_claimed_nobody_else_is_given_meanwhile() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("a", "b");

    assertThat(schedule.claim(10, LONG).due()).hasSize(2);

    Claimed second = schedule.claim(10, LONG);
    assertThat(second.due()).isEmpty();
    assertThat(second.next()).as("nothing to come back for at once").isNull();
  }

  @Test
  default void S2_what_was_claimed_and_not_settled_is_given_again() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("one");
    Claimed.Due first = schedule.claimOne(Duration.ZERO);

    Claimed.Due second = schedule.claimOne(LONG);

    assertThat(first.claim()).isEqualTo(1);
    assertThat(second.claim()).isEqualTo(2);
    assertThat(second.append()).isEqualTo(first.append());
    assertThat(schedule.claim(10, LONG).due()).isEmpty();
  }

  @Test
  default void S2_what_is_recorded_is_not_given_again() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("one");
    Claimed.Due due = schedule.claimOne(Duration.ZERO);

    schedule.settle(recorded(due, 41));
    schedule.settle(recorded(due, 41));

    assertThat(schedule.claim(10, LONG)).isEqualTo(new Claimed(List.of(), null));
    assertThat(schedule.get("one"))
        .isEqualTo(
            new Scheduled("one", due.due(), State.RECORDED, due.append(), new Cursor(7, 41), null));
  }

  @Test
  default void S2_it_is_recorded_whoever_says_so() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("one");
    Claimed.Due first = schedule.claimOne(Duration.ZERO);
    schedule.claimOne(LONG);

    schedule.settle(recorded(first, 3));

    assertThat(schedule.state("one")).isEqualTo(State.RECORDED);
  }

  @Test
  default void a_refusal_is_kept_with_its_reason_and_ends_the_attempts() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("one");

    schedule.settle(refused(schedule.claimOne(Duration.ZERO), "stream 'order-1' is at version 7"));

    assertThat(schedule.state("one")).isEqualTo(State.FAILED);
    assertThat(schedule.get("one").problem()).isEqualTo("stream 'order-1' is at version 7");
    assertThat(schedule.claim(10, LONG)).isEqualTo(new Claimed(List.of(), null));
  }

  @Test
  default void a_refusal_that_comes_after_somebody_else_has_claimed_it_is_passed_over() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("one");
    Claimed.Due first = schedule.claimOne(Duration.ZERO);
    Claimed.Due second = schedule.claimOne(LONG);

    schedule.settle(refused(first, "late"));
    assertThat(schedule.state("one")).isEqualTo(State.RECORDING);

    schedule.settle(recorded(second, 1));
    schedule.settle(refused(second, "late"));
    assertThat(schedule.state("one")).isEqualTo(State.RECORDED);
  }

  @Test
  default void a_claim_is_bounded_in_bytes_but_for_a_single_append() {
    AwaitedSchedule schedule = openSchedule();
    for (int at = 0; at < 3; at++) {
      Append append = Append.of(Samples.sized("order-" + at, ScheduledPage.MAX_BYTES * 2 / 3));
      schedule.accept(ScheduleRequest.at("large-" + at, past(9 - at), append));
    }

    Claimed first = schedule.claim(10, LONG);

    assertThat(first.due()).extracting(Claimed.Due::id).containsExactly("large-0");
    assertThat(first.next()).isLessThanOrEqualTo(Duration.ZERO);
    assertThat(schedule.claim(10, LONG).due()).hasSize(1);
  }

  @Test
  default void what_has_ended_is_forgotten_after_a_while_and_nothing_else() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("a", "b", "c", "d");
    schedule.cancel("d");
    List<Claimed.Due> due = schedule.claim(10, LONG).due();
    schedule.settle(recorded(due.get(0), 1), refused(due.get(1), "refused"));

    assertThat(schedule.forget(Duration.ofHours(1))).isZero();
    assertThat(schedule.state("a")).isEqualTo(State.RECORDED);
    assertThat(schedule.forget(Duration.ofSeconds(-60))).isEqualTo(2);

    assertThat(schedule.find("a")).isEmpty();
    assertThat(schedule.find("d")).isEmpty();
    assertThat(schedule.listed(10)).containsExactlyInAnyOrder("b", "c");
  }
}
