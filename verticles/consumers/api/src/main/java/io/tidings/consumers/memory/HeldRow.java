package io.tidings.consumers.memory;

import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.FailedEvent;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.HeldStreams.Replacement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A held stream. */
final class HeldRow {

  private static final int ATTEMPTS_KEPT = 20;

  final String stream;
  final int slot;
  final FailedEvent event;
  final Instant since;
  final List<Attempt> attempts = new ArrayList<>();

  /** Of the failed event; of the last one that is handled once it is RELEASED. */
  long position;

  HeldState state;
  Instant due;
  int attemptsSinceRedrive;
  int outages;
  int redrives;
  Replacement replacement;

  HeldRow(Failure failure, Instant now) {
    this.stream = failure.stream();
    this.slot = failure.slot();
    this.event = failure.event();
    this.since = now;
    this.position = failure.event().position();
  }

  /** Notes another failure, unless it is the repetition of a call, or comes late. */
  void fail(Failure failure, Instant now) {
    Attempt attempt = failure.attempt();
    if (attempts.contains(attempt) || attempt.number() < attemptsSinceRedrive) {
      return;
    }
    attempts.add(attempt);
    if (attempts.size() > ATTEMPTS_KEPT) {
      attempts.remove(0);
    }
    attemptsSinceRedrive = attempt.number();
    outages = failure.outages();
    state = failure.state();
    due = failure.due() == null ? now : now.plus(failure.due());
  }

  void redrive(Instant when) {
    state = HeldState.RETRYING;
    due = when;
    attemptsSinceRedrive = 0;
    outages = 0;
    redrives++;
  }

  void release(long through) {
    state = HeldState.RELEASED;
    position = through;
    attemptsSinceRedrive = 0;
    outages = 0;
    replacement = null;
  }

  boolean released() {
    return state == HeldState.RELEASED;
  }

  HeldStream shown(Instant now) {
    boolean waits = state == HeldState.RETRYING && due.isAfter(now);
    return new HeldStream(
        stream,
        slot,
        state,
        position,
        attemptsSinceRedrive,
        Duration.between(since, now),
        waits ? Duration.between(now, due) : Duration.ZERO,
        replacement,
        outages);
  }
}
