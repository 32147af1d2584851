package io.tidings.consumers.engine;

import io.tidings.consumers.HeldStreams.HeldStream;
import java.time.Duration;

/** Keeps count of the attempts at one event that failed, and of those among them that count. */
final class Tries {

  private final Pauses pauses;
  private int failed;
  private int outages;
  private boolean counting;
  private long since;

  Tries(Pauses pauses) {
    this.pauses = pauses;
  }

  void clear() {
    failed = 0;
    outages = 0;
    counting = false;
  }

  /** As the store has it, which does not know when the latest outage was. */
  void adopt(HeldStream row) {
    failed = row.attempts();
    outages = row.outages();
    counting = outages == 0;
    since = pauses.nanos() - row.since().toNanos();
  }

  int failed() {
    return failed;
  }

  /** With the attempt that has failed just now. */
  Tried tried() {
    Duration time = counting ? Duration.ofNanos(pauses.nanos() - since) : Duration.ZERO;
    return new Tried(failed + 1, outages, time);
  }

  void failed(int attempt, Verdict verdict) {
    if (attempt == 1) {
      clear();
    }
    failed = attempt;
    if (verdict.outages() > outages) {
      outages = verdict.outages();
      counting = false;
    } else if (!counting) {
      counting = true;
      since = verdict.since();
    }
  }
}
