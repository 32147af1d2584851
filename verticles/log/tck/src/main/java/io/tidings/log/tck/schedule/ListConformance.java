package io.tidings.log.tck.schedule;

import static io.tidings.log.tck.schedule.AwaitedSchedule.LONG;
import static io.tidings.log.tck.schedule.AwaitedSchedule.append;
import static io.tidings.log.tck.schedule.AwaitedSchedule.future;
import static io.tidings.log.tck.schedule.AwaitedSchedule.recorded;
import static io.tidings.log.tck.schedule.AwaitedSchedule.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.log.tck.Samples;
import io.tidings.model.Append;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is not done yet, page by page. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ListConformance extends ScheduleFixture {

  @Test
  default void pages_are_in_order_of_the_due_time_and_then_of_the_id() {
    AwaitedSchedule schedule = openSchedule();
    Instant due = future(0);
    schedule.accept(ScheduleRequest.at("late", due.plusSeconds(9), append("1")));
    for (String id : List.of("b", "B", "a", "~", "-", "0", "a.a")) {
      schedule.accept(ScheduleRequest.at(id, due, append("x" + id)));
    }
    schedule.accept(ScheduleRequest.at("z-early", due.minusSeconds(9), append("3")));
    List<String> all = List.of("z-early", "-", "0", "B", "a", "a.a", "b", "~", "late");

    assertThat(schedule.listed(100)).isEqualTo(all);
    assertThat(schedule.listed(2)).isEqualTo(all);
    assertThat(schedule.listed(1)).isEqualTo(all);
  }

  @Test
  default void a_page_goes_on_behind_what_was_cancelled_meanwhile() {
    AwaitedSchedule schedule = openSchedule();
    Instant due = future(0);
    for (String id : List.of("a", "b", "c", "d")) {
      schedule.accept(ScheduleRequest.at(id, due, append(id)));
    }
    ScheduledPage first = schedule.list(null, 2);
    schedule.cancel("b");

    ScheduledPage second = schedule.list(first.entries().get(1).place(), 10);

    assertThat(first.end()).isFalse();
    assertThat(second.entries()).extracting(Scheduled::id).containsExactly("c", "d");
    assertThat(second.end()).isTrue();
  }

  @Test
  default void what_is_being_recorded_or_has_failed_is_listed_and_what_is_recorded_is_not() {
    AwaitedSchedule schedule = openSchedule();
    schedule.due("a", "b", "c");
    List<Claimed.Due> due = schedule.claim(10, LONG).due();
    schedule.settle(recorded(due.get(0), 1), refused(due.get(1), "the reason"));

    List<Scheduled> listed = schedule.list(null, 10).entries();

    assertThat(listed).extracting(Scheduled::id).containsExactly("b", "c");
    assertThat(listed)
        .extracting(Scheduled::state)
        .containsExactly(Scheduled.State.FAILED, Scheduled.State.RECORDING);
    assertThat(listed).extracting(Scheduled::problem).containsExactly("the reason", null);
  }

  @Test
  default void a_page_is_bounded_in_bytes_and_yet_goes_on() {
    AwaitedSchedule schedule = openSchedule();
    List<String> ids = new ArrayList<>();
    for (int at = 0; at < 5; at++) {
      String id = "large-" + at;
      Append append = Append.of(Samples.sized("order-" + at, ScheduledPage.MAX_BYTES / 3));
      schedule.accept(ScheduleRequest.at(id, future(at), append));
      ids.add(id);
    }

    assertThat(schedule.list(null, 100).entries()).hasSizeBetween(1, 3);
    assertThat(schedule.listed(100)).isEqualTo(ids);
  }
}
