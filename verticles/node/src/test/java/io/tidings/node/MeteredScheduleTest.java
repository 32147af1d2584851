package io.tidings.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.schedule.Claimed.Due;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.schedule.Settlement;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MeteredScheduleTest {

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ScheduleStore schedule = new MeteredSchedule(new MemorySchedule(), meters);

  @Test
  void counts_what_is_accepted_and_cancelled_but_no_repeats_and_no_misses() {
    accept("a");
    accept("a");
    accept("b");
    schedule.cancel("a").await();
    schedule.cancel("nobody").await();

    assertThat(appends("accepted")).isEqualTo(2);
    assertThat(appends("cancelled")).isEqualTo(1);
  }

  @Test
  void counts_what_is_recorded_with_its_lateness_and_what_has_failed() {
    accept("a");
    accept("b");
    List<Due> due = schedule.claim(10, Duration.ofMinutes(1)).await().due();
    Instant at = due.get(0).due().plusSeconds(3);

    schedule
        .settle(
            List.of(
                new Settlement.Recorded(due.get(0), new Cursor(1, 1), at),
                new Settlement.Refused(due.get(1), "stale")))
        .await();

    assertThat(appends("recorded")).isEqualTo(1);
    assertThat(appends("failed")).isEqualTo(1);
    assertThat(meters.get("tidings.schedule.lateness").timer().max(TimeUnit.SECONDS)).isEqualTo(3);
  }

  private void accept(String id) {
    Append append = Append.of(NewEvent.builder(id, "/test", "test.happened").build());
    schedule.schedule(ScheduleRequest.at(id, Instant.EPOCH, append)).await();
  }

  private double appends(String outcome) {
    return meters.get("tidings.schedule.appends").tag("outcome", outcome).counter().count();
  }
}
