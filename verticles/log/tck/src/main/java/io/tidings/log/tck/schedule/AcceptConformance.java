package io.tidings.log.tck.schedule;

import static io.tidings.log.tck.schedule.AwaitedSchedule.LONG;
import static io.tidings.log.tck.schedule.AwaitedSchedule.append;
import static io.tidings.log.tck.schedule.AwaitedSchedule.future;
import static io.tidings.log.tck.schedule.AwaitedSchedule.past;
import static io.tidings.log.tck.schedule.AwaitedSchedule.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.Scheduled.State;
import io.tidings.log.tck.Samples;
import io.tidings.model.Append;
import io.tidings.model.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** S1: what is accepted is kept as it is, and accepted once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface AcceptConformance extends ScheduleFixture {

  @Test
  default void S1_what_is_accepted_is_kept_as_it_is() {
    AwaitedSchedule schedule = openSchedule();
    Append append =
        new Append(
            List.of(Samples.complete("order-1", "a").build(), Samples.sized("order-2", 5000)),
            Map.of("order-1", 0L, "order-9", 7L));
    Instant due = future(0);

    Scheduled answer = schedule.accept(ScheduleRequest.at("one", due, append));

    assertThat(answer).isEqualTo(new Scheduled("one", due, State.PENDING, append, null, null));
    assertThat(schedule.get("one")).isEqualTo(answer);
    assertThat(schedule.list(null, 10).entries()).containsExactly(answer);
  }

  @Test
  default void S1_every_kind_of_event_is_kept_byte_for_byte() {
    AwaitedSchedule schedule = openSchedule();
    Append append = new Append(List.copyOf(Samples.everyKind().values()), Map.of());

    schedule.accept(ScheduleRequest.at("every", past(0), append));

    assertThat(schedule.get("every").append()).isEqualTo(append);
    assertThat(schedule.claimOne(LONG).append()).isEqualTo(append);
  }

  @Test
  default void S1_a_repeat_is_answered_as_the_first_time() {
    AwaitedSchedule schedule = openSchedule();
    ScheduleRequest at = ScheduleRequest.at("at", future(0), append("1"));
    ScheduleRequest after = ScheduleRequest.after("after", Duration.ofHours(1), append("2"));
    Scheduled first = schedule.accept(at);
    Scheduled second = schedule.accept(after);

    assertThat(schedule.repeat(at)).isEqualTo(first);
    assertThat(schedule.repeat(after)).isEqualTo(second);
    assertThat(schedule.listed(10)).containsExactlyInAnyOrder("at", "after");
  }

  @Test
  default void S1_a_repeat_is_told_what_has_become_of_it() {
    AwaitedSchedule schedule = openSchedule();
    ScheduleRequest request = ScheduleRequest.at("one", past(0), append("1"));
    schedule.accept(request);

    schedule.settle(recorded(schedule.claimOne(LONG), 5));

    Scheduled repeated = schedule.repeat(request);
    assertThat(repeated.state()).isEqualTo(State.RECORDED);
    assertThat(repeated.recorded().position()).isEqualTo(5);
    assertThat(schedule.claim(10, LONG).due()).isEmpty();
  }

  @Test
  default void an_id_that_stands_for_something_else_is_refused() {
    AwaitedSchedule schedule = openSchedule();
    Instant due = future(0);
    Scheduled first = schedule.accept(ScheduleRequest.at("one", due, append("1")));
    NewEvent another = Samples.event("order-1", "another");
    Append expecting = new Append(append("1").events(), Map.of("order-1", 3L));

    assertThat(schedule.refusal(ScheduleRequest.at("one", due, Append.of(another))))
        .isEqualTo(first);
    assertThat(schedule.refusal(ScheduleRequest.at("one", due, expecting))).isEqualTo(first);
    assertThat(schedule.refusal(ScheduleRequest.at("one", due.plusSeconds(1), append("1"))))
        .isEqualTo(first);
    assertThat(schedule.refusal(ScheduleRequest.after("one", Duration.ofHours(1), append("1"))))
        .isEqualTo(first);
    assertThat(schedule.get("one")).isEqualTo(first);
  }

  @Test
  default void a_delay_counts_from_when_it_was_accepted_by_the_clock_of_the_store() {
    AwaitedSchedule schedule = openSchedule();
    Instant before = Instant.now().minusSeconds(1);

    Scheduled one = schedule.accept(ScheduleRequest.after("one", Duration.ofHours(2), append("1")));

    assertThat(one.due())
        .isBetween(
            before.plus(Duration.ofHours(2)), Instant.now().plusSeconds(1).plusSeconds(7200));
    assertThat(schedule.get("one")).isEqualTo(one);
  }

  @Test
  default void far_and_bygone_times_are_kept_to_the_microsecond() {
    AwaitedSchedule schedule = openSchedule();
    for (String due :
        List.of(
            "1970-01-01T00:00:00Z",
            "1999-12-31T23:59:59.999999Z",
            "2038-01-19T03:14:08.000001Z",
            "9999-12-31T23:59:59Z")) {
      String id = due.replaceAll("[^0-9]", "");
      schedule.accept(ScheduleRequest.at(id, Instant.parse(due), append(id)));

      assertThat(schedule.get(id).due()).isEqualTo(due);
    }
  }

  @Test
  default void nothing_is_known_of_an_id_that_nobody_has_given() {
    AwaitedSchedule schedule = openSchedule();
    schedule.accept(ScheduleRequest.at("one", future(0), append("1")));

    assertThat(schedule.find("One")).isEmpty();
    assertThat(schedule.find("one.")).isEmpty();
    assertThat(schedule.find("one")).isPresent();
  }
}
