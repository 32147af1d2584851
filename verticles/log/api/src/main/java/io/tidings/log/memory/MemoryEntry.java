package io.tidings.log.memory;

import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.Scheduled.State;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.model.Cursor;
import io.tidings.model.NewEvent;
import java.time.Instant;
import java.util.Comparator;

/** One scheduled append. Not thread-safe: the schedule guards it. */
final class MemoryEntry {

  static final Comparator<MemoryEntry> BY_DUE =
      Comparator.<MemoryEntry, Instant>comparing(entry -> entry.due).thenComparing(MemoryEntry::id);

  static final Comparator<MemoryEntry> BY_NEXT_CLAIM =
      Comparator.comparing(MemoryEntry::nextClaim).thenComparing(MemoryEntry::id);

  private static final int EVENT_BYTES = 64;

  private final String id;
  private final Instant due;
  private final ScheduleRequest request;
  private State state = State.PENDING;
  private Instant nextClaim;
  private int claims;
  private Cursor recorded;
  private String problem;
  private Instant endedAt;

  MemoryEntry(ScheduleRequest request, Instant now) {
    this(request.id(), request.at() != null ? request.at() : now.plus(request.after()), request);
  }

  private MemoryEntry(String id, Instant due, ScheduleRequest request) {
    this.id = id;
    this.due = due;
    this.request = request;
    this.nextClaim = due;
  }

  /** Stands for a place in the order. */
  static MemoryEntry at(ScheduledPage.Place place) {
    return new MemoryEntry(place.id(), place.due(), null);
  }

  private String id() {
    return id;
  }

  ScheduleRequest request() {
    return request;
  }

  State state() {
    return state;
  }

  /** Null if it is not to be claimed any more. */
  Instant nextClaim() {
    return nextClaim;
  }

  long bytes() {
    long bytes = 0;
    for (NewEvent event : request.append().events()) {
      bytes += EVENT_BYTES + (event.data() == null ? 0 : event.data().length());
    }
    return bytes;
  }

  Scheduled scheduled() {
    return new Scheduled(id, due, state, request.append(), recorded, problem);
  }

  Claimed.Due due() {
    return new Claimed.Due(id, claims, due, request.append());
  }

  boolean isClaimed(Claimed.Due claim) {
    return state == State.RECORDING && claims == claim.claim();
  }

  boolean isClaimedAt(Instant time) {
    return state == State.RECORDING && nextClaim.isAfter(time);
  }

  boolean endedBefore(Instant time) {
    return endedAt != null && endedAt.isBefore(time);
  }

  void claim(Instant until) {
    state = State.RECORDING;
    claims++;
    nextClaim = until;
  }

  void recorded(Cursor last, Instant now) {
    state = State.RECORDED;
    recorded = last;
    problem = null;
    nextClaim = null;
    endedAt = now;
  }

  void refused(String why) {
    state = State.FAILED;
    problem = why;
    nextClaim = null;
  }

  void cancel(Instant now) {
    state = State.CANCELLED;
    nextClaim = null;
    endedAt = now;
  }
}
