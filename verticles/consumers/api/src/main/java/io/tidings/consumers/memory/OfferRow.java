package io.tidings.consumers.memory;

import io.tidings.consumers.Offers;
import io.tidings.consumers.Offers.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** An offered event: for anybody, with a puller, or settled. */
final class OfferRow {

  final long position;
  final String stream;
  int attempt;
  boolean replay;
  boolean dryRun;
  String puller;
  String receipt;
  Instant until;
  Offers.Settled settled;

  OfferRow(Offers.Offered offered) {
    this.position = offered.position();
    this.stream = offered.stream();
    describe(offered);
  }

  private void describe(Offers.Offered offered) {
    attempt = offered.attempt();
    replay = offered.replay();
    dryRun = offered.dryRun();
  }

  boolean offered() {
    return receipt == null;
  }

  boolean taken() {
    return receipt != null && settled == null;
  }

  boolean failed() {
    return settled != null && settled.outcome() != Outcome.ACKED;
  }

  boolean handled() {
    return settled != null && settled.outcome() == Outcome.ACKED;
  }

  void offerAnew(Offers.Offered offered) {
    describe(offered);
    puller = null;
    receipt = null;
    until = null;
    settled = null;
  }

  Offers.Pulled take(String by, Duration visibility, Instant now) {
    puller = by;
    receipt = UUID.randomUUID().toString();
    until = now.plus(visibility);
    return new Offers.Pulled(position, stream, receipt, attempt, replay, dryRun, visibility);
  }

  void expire(Instant now) {
    if (taken() && !until.isAfter(now)) {
      settled = new Offers.Settled(position, attempt, Outcome.EXPIRED, null, false, null, puller);
    }
  }

  /** Whether it is settled so by this. A repetition is taken as the first time. */
  boolean settle(Offers.Settlement settlement) {
    if (!settlement.receipt().equals(receipt)) {
      return false;
    }
    if (settled != null) {
      return settled.outcome() == settlement.outcome();
    }
    settled =
        new Offers.Settled(
            position,
            attempt,
            settlement.outcome(),
            settlement.retryAfter(),
            settlement.deadLetter(),
            settlement.reason(),
            puller);
    return true;
  }
}
