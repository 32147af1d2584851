package io.tidings.testing;

import io.tidings.Tidings;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.HeldStreams.HeldQuery;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.model.SlotRange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** When the next happens that only time leads to: what is scheduled, and what is tried again. */
final class Due {

  private static final int SCHEDULED_AT_ONCE = 10;

  private final Tidings tidings;
  private final TestClock clock;

  Due(Tidings tidings, TestClock clock) {
    this.tidings = tidings;
    this.clock = clock;
  }

  /** The far future if nothing is. */
  Instant next() {
    Instant scheduled = nextScheduled();
    Instant retry = nextRetry();
    return retry.isBefore(scheduled) ? retry : scheduled;
  }

  /** Of what is not done; what has failed stays in the schedule, and is never done. */
  private Instant nextScheduled() {
    ScheduledPage page = scheduled(null);
    while (true) {
      for (Scheduled entry : page.entries()) {
        if (entry.state() != Scheduled.State.FAILED) {
          return entry.due();
        }
      }
      if (page.end()) {
        return Instant.MAX;
      }
      page = scheduled(page.entries().get(page.entries().size() - 1).place());
    }
  }

  private ScheduledPage scheduled(ScheduledPage.Place after) {
    return Await.of(tidings.schedule().list(after, SCHEDULED_AT_ONCE), "the schedule answers");
  }

  private Instant nextRetry() {
    Instant now = clock.instant();
    return Await.of(tidings.store().status(new Asked(null)), "the store answers")
        .consumers()
        .stream()
        .filter(Due::isAtWork)
        .flatMap(status -> held(status.definition().name()).stream())
        .filter(held -> held.state() == HeldState.RETRYING)
        .map(held -> now.plus(held.due()))
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** Otherwise nobody would try anything again. */
  private static boolean isAtWork(Status status) {
    return status.retrying() > 0
        && status.state() == State.RUNNING
        && status.segments().stream().anyMatch(segment -> segment.owner() != null);
  }

  private List<HeldStream> held(String consumer) {
    return Await.of(
            tidings.store().held(new HeldQuery(consumer, SlotRange.ALL)), "the store answers")
        .streams();
  }
}
