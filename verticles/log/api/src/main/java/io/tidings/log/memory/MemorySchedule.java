package io.tidings.log.memory;

import io.tidings.log.LogFailure;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.log.schedule.Settlement;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A schedule that lives as long as this object; it keeps every guarantee but S1, for nothing
 * outlives the process. Safe for use by several threads.
 */
public final class MemorySchedule implements ScheduleStore {

  private final InstantSource clock;
  private final Map<String, MemoryEntry> all = new HashMap<>();
  private final NavigableSet<MemoryEntry> undone = new TreeSet<>(MemoryEntry.BY_DUE);
  private final NavigableSet<MemoryEntry> claimable = new TreeSet<>(MemoryEntry.BY_NEXT_CLAIM);

  public MemorySchedule() {
    this(InstantSource.system());
  }

  /**
   * The same, by another clock.
   *
   * @param clock may be asked by several threads
   */
  public MemorySchedule(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Future<ScheduleResult> schedule(ScheduleRequest request) {
    return locked(() -> accept(request));
  }

  @Override
  public Future<Cancellation> cancel(String id) {
    return locked(() -> cancelled(id));
  }

  @Override
  public Future<Optional<Scheduled>> get(String id) {
    return locked(() -> Optional.ofNullable(all.get(id)).map(MemoryEntry::scheduled));
  }

  @Override
  public Future<ScheduledPage> list(ScheduledPage.Place after, int limit) {
    return locked(() -> page(after, limit));
  }

  @Override
  public Future<Claimed> claim(int most, Duration lease) {
    return locked(() -> claimed(most, lease));
  }

  @Override
  public Future<Void> settle(List<Settlement> settlements) {
    return locked(
        () -> {
          settlements.forEach(this::settle);
          return null;
        });
  }

  @Override
  public Future<Integer> forget(Duration age, int most) {
    return locked(() -> forgotten(now().minus(age), most));
  }

  private ScheduleResult accept(ScheduleRequest request) {
    MemoryEntry known = all.get(request.id());
    if (known == null) {
      MemoryEntry entry = new MemoryEntry(request, now());
      all.put(request.id(), entry);
      undone.add(entry);
      claimable.add(entry);
      return new ScheduleResult.Accepted(entry.scheduled(), false);
    }
    Scheduled existing = known.scheduled();
    return known.request().equals(request) && existing.state() != Scheduled.State.CANCELLED
        ? new ScheduleResult.Accepted(existing, true)
        : new ScheduleResult.Refused(existing);
  }

  private Cancellation cancelled(String id) {
    MemoryEntry entry = all.get(id);
    if (entry == null) {
      return Cancellation.UNKNOWN;
    }
    if (entry.state().cancellable()) {
      change(entry, () -> entry.cancel(now()));
    }
    return entry.state() == Scheduled.State.CANCELLED
        ? Cancellation.CANCELLED
        : Cancellation.TOO_LATE;
  }

  private ScheduledPage page(ScheduledPage.Place after, int limit) {
    List<Scheduled> entries = new ArrayList<>();
    NavigableSet<MemoryEntry> rest =
        after == null ? undone : undone.tailSet(MemoryEntry.at(after), false);
    long bytes = 0;
    for (MemoryEntry entry : rest) {
      bytes += entry.bytes();
      if (entries.size() == ScheduledPage.requireLimit(limit)
          || !entries.isEmpty() && bytes > ScheduledPage.MAX_BYTES) {
        return new ScheduledPage(entries, false);
      }
      entries.add(entry.scheduled());
    }
    return new ScheduledPage(entries, true);
  }

  private Claimed claimed(int most, Duration lease) {
    Instant now = now();
    List<MemoryEntry> due = new ArrayList<>();
    long bytes = 0;
    for (MemoryEntry entry : claimable) {
      bytes += entry.bytes();
      if (due.size() == most
          || entry.nextClaim().isAfter(now)
          || !due.isEmpty() && bytes > ScheduledPage.MAX_BYTES) {
        break;
      }
      due.add(entry);
    }
    due.forEach(entry -> change(entry, () -> entry.claim(now.plus(lease))));
    Duration next =
        claimable.stream()
            .filter(entry -> !entry.isClaimedAt(now))
            .findFirst()
            .map(entry -> Duration.between(now, entry.nextClaim()))
            .orElse(null);
    return new Claimed(due.stream().map(MemoryEntry::due).toList(), next);
  }

  private void settle(Settlement settlement) {
    MemoryEntry entry = all.get(settlement.due().id());
    if (entry == null || entry.state() == Scheduled.State.RECORDED) {
      return;
    }
    if (settlement instanceof Settlement.Recorded recorded) {
      change(entry, () -> entry.recorded(recorded.last(), now()));
    } else if (settlement instanceof Settlement.Refused refused && entry.isClaimed(refused.due())) {
      change(entry, () -> entry.refused(refused.problem()));
    }
  }

  private int forgotten(Instant before, int most) {
    List<MemoryEntry> old =
        all.values().stream().filter(entry -> entry.endedBefore(before)).limit(most).toList();
    old.forEach(entry -> all.remove(entry.request().id()));
    return old.size();
  }

  /** Keeps the orders right: an entry leaves them while what they go by changes. */
  private void change(MemoryEntry entry, Runnable change) {
    undone.remove(entry);
    if (entry.nextClaim() != null) {
      claimable.remove(entry);
    }
    change.run();
    if (!entry.state().ended()) {
      undone.add(entry);
    }
    if (entry.nextClaim() != null) {
      claimable.add(entry);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private <T> Future<T> locked(Supplier<T> call) {
    return MemoryEventLog.answer(
        () -> {
          synchronized (this) {
            try {
              return call.get();
            } catch (IllegalArgumentException invalid) {
              throw new LogFailure.Invalid(invalid.getMessage());
            }
          }
        });
  }
}
