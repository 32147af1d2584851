package io.tidings.log.tck.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.log.schedule.Settlement;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.Samples;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A schedule as a test thread uses it: each call waits for its answer. */
public final class AwaitedSchedule {

  /** Long enough that nothing claimed is given to somebody else during a test. */
  static final Duration LONG = Duration.ofMinutes(10);

  private final Schedule client;
  private final ScheduleStore store;

  AwaitedSchedule(Schedule client, ScheduleStore store) {
    this.client = client;
    this.store = store;
  }

  /** A time that has passed, so many seconds before another one. */
  static Instant past(int seconds) {
    return Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(3600L + seconds);
  }

  /** A time to come that no test waits for. */
  static Instant future(int seconds) {
    return Instant.now().truncatedTo(ChronoUnit.MICROS).plusSeconds(3600L + seconds);
  }

  static Append append(String id) {
    return Append.of(Samples.event("order-" + id, id));
  }

  ScheduleResult schedule(ScheduleRequest request) {
    return AwaitedLog.await(client.schedule(request));
  }

  /** Schedules and demands that it is new. */
  Scheduled accept(ScheduleRequest request) {
    return accepted(schedule(request), false);
  }

  /** Schedules and demands that it was accepted before. */
  Scheduled repeat(ScheduleRequest request) {
    return accepted(schedule(request), true);
  }

  /** Schedules and demands that the id stands for something else, which it answers. */
  Scheduled refusal(ScheduleRequest request) {
    ScheduleResult result = schedule(request);
    assertThat(result).isInstanceOf(ScheduleResult.Refused.class);
    return ((ScheduleResult.Refused) result).existing();
  }

  /** Schedules, under each id, an append that has been due for an hour. */
  void due(String... ids) {
    for (String id : ids) {
      accept(ScheduleRequest.at(id, past(0), append(id)));
    }
  }

  Cancellation cancel(String id) {
    return AwaitedLog.await(client.cancel(id));
  }

  Optional<Scheduled> find(String id) {
    return AwaitedLog.await(client.get(id));
  }

  Scheduled get(String id) {
    Optional<Scheduled> found = find(id);
    assertThat(found).as("scheduled %s", id).isPresent();
    return found.get();
  }

  Scheduled.State state(String id) {
    return get(id).state();
  }

  ScheduledPage list(ScheduledPage.Place after, int limit) {
    return AwaitedLog.await(client.list(after, limit));
  }

  /** The ids of all pages, of so many entries each. */
  List<String> listed(int limit) {
    List<String> ids = new ArrayList<>();
    ScheduledPage page = list(null, limit);
    page.entries().forEach(entry -> ids.add(entry.id()));
    while (!page.end()) {
      assertThat(page.entries()).as("a page that is not the last").isNotEmpty();
      page = list(page.entries().get(page.entries().size() - 1).place(), limit);
      page.entries().forEach(entry -> ids.add(entry.id()));
    }
    return ids;
  }

  Claimed claim(int most, Duration lease) {
    return AwaitedLog.await(store.claim(most, lease));
  }

  /** The only thing that is due, once it is. */
  Claimed.Due claimOne(Duration lease) {
    List<Claimed.Due> due = new ArrayList<>();
    Awaitility.await()
        .untilAsserted(
            () -> {
              due.addAll(claim(10, lease).due());
              assertThat(due).hasSize(1);
            });
    return due.get(0);
  }

  void settle(Settlement... settlements) {
    AwaitedLog.await(store.settle(List.of(settlements)));
  }

  int forget(Duration age) {
    return AwaitedLog.await(store.forget(age, 1000));
  }

  static Settlement recorded(Claimed.Due due, long position) {
    return new Settlement.Recorded(due, new Cursor(7, position), Instant.now());
  }

  static Settlement refused(Claimed.Due due, String problem) {
    return new Settlement.Refused(due, problem);
  }

  private static Scheduled accepted(ScheduleResult result, boolean duplicate) {
    assertThat(result).isInstanceOf(ScheduleResult.Accepted.class);
    ScheduleResult.Accepted accepted = (ScheduleResult.Accepted) result;
    assertThat(accepted.duplicate()).as("duplicate").isEqualTo(duplicate);
    return accepted.scheduled();
  }
}
