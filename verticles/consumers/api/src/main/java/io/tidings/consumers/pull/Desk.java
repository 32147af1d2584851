package io.tidings.consumers.pull;

import io.tidings.consumers.HeldStreams.Accepted;
import io.tidings.consumers.Offers;
import io.tidings.consumers.Offers.Offered;
import io.tidings.consumers.Offers.Outcome;
import io.tidings.consumers.Offers.Settled;
import io.tidings.consumers.Segments;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Fenced;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The events of one segment that are out with pullers, by the lease of its owner. What is offered
 * and settled is in the store: an owner that takes the segment over finds there what became of an
 * event, when the engine hands it over once more.
 */
final class Desk {

  private static final long LOOK_MILLIS = 200;
  private static final int LOOKS_PER_PROOF = 10;
  private static final int LOOKS_UNUSED = 50;

  /** What a former owner has left behind and this one is not handed. */
  private static final long STRAY_NANOS = 60_000_000_000L;

  private static final class Case {
    private final Delivery delivery;
    private final Promise<Void> handled = Promise.promise();
    private boolean offered;

    private Case(Delivery delivery) {
      this.delivery = delivery;
    }

    private Offered offer() {
      return new Offered(
          delivery.event().position(),
          delivery.event().stream(),
          delivery.attempt(),
          delivery.replay(),
          delivery.dryRun());
    }
  }

  private final PullWork.Office office;
  private final Segments.Lease lease;
  private final Runnable closed;
  private final Context context = Vertx.currentContext();
  private final Map<Long, Case> cases = new TreeMap<>();
  private final Map<Long, Long> leftovers = new HashMap<>();
  private List<Case> fresh = new ArrayList<>();
  private final long timer;
  private int looks;
  private boolean looking;
  private boolean again;
  private boolean over;

  /**
   * @param closed told when the lease is another's
   */
  Desk(PullWork.Office office, Segments.Lease lease, Runnable closed) {
    this.office = office;
    this.lease = lease;
    this.closed = closed;
    this.timer = office.vertx().setPeriodic(LOOK_MILLIS, tick -> tick());
  }

  /** Offers it with all others of this turn; succeeds when a puller has acked it. */
  Future<Void> offer(Delivery delivery) {
    Case opened = new Case(delivery);
    looks = 0;
    cases.put(delivery.event().position(), opened);
    enqueue(opened);
    return opened.handled.future();
  }

  private void enqueue(Case one) {
    if (fresh.isEmpty()) {
      context.runOnContext(turn -> flush());
    }
    fresh.add(one);
  }

  private void flush() {
    List<Case> batch = fresh;
    fresh = new ArrayList<>();
    if (over) {
      return;
    }
    forgetReplayed(batch)
        .compose(forgotten -> forgotten.accepted() ? offer(batch) : accepted(false))
        .onSuccess(answer -> offered(batch, answer.accepted()))
        .onFailure(
            unavailable ->
                office.vertx().setTimer(LOOK_MILLIS, rested -> batch.forEach(this::enqueueIfOpen)));
  }

  private void enqueueIfOpen(Case one) {
    if (!over) {
      enqueue(one);
    }
  }

  /** A replay hands out once more what may have been acked a moment ago. */
  private Future<Accepted> forgetReplayed(List<Case> batch) {
    List<Long> replayed =
        batch.stream()
            .filter(one -> one.delivery.replay() && one.delivery.attempt() == 1)
            .map(one -> one.delivery.event().position())
            .toList();
    return replayed.isEmpty() ? accepted(true) : forget(replayed);
  }

  private static Future<Accepted> accepted(boolean accepted) {
    return Future.succeededFuture(new Accepted(accepted));
  }

  private Future<Accepted> offer(List<Case> batch) {
    return office
        .store()
        .offer(
            new Offers.Offer(office.consumer(), lease, batch.stream().map(Case::offer).toList()));
  }

  private Future<Accepted> forget(List<Long> positions) {
    return office.store().forget(new Offers.Forget(office.consumer(), lease, positions));
  }

  private void offered(List<Case> batch, boolean accepted) {
    if (!accepted) {
      leave();
      return;
    }
    batch.forEach(one -> one.offered = true);
    office.offered().run();
  }

  private void tick() {
    looks++;
    if (cases.isEmpty() && leftovers.isEmpty()) {
      if (looks > LOOKS_UNUSED) {
        leave();
      }
      return;
    }
    look();
    clear();
    if (looks % LOOKS_PER_PROOF == 0) {
      offer(List.of()).onSuccess(answer -> proved(answer.accepted()));
    }
  }

  private void proved(boolean ours) {
    if (!ours) {
      leave();
    }
  }

  /** Looks at what pullers have settled. */
  void look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    office
        .store()
        .settled(new Offers.SettledQuery(office.consumer(), lease))
        .onSuccess(settled -> settled.events().forEach(this::settled))
        .onComplete(
            looked -> {
              looking = false;
              if (again && !over) {
                again = false;
                look();
              }
            });
  }

  private void settled(Settled settled) {
    Case open = cases.get(settled.position());
    if (open == null) {
      leftovers.putIfAbsent(settled.position(), System.nanoTime() + STRAY_NANOS);
    } else if (!open.offered || settled.attempt() < open.delivery.attempt() && failed(settled)) {
      return; // seen before it was offered anew
    } else if (!failed(settled)) {
      cases.remove(settled.position());
      leftovers.put(settled.position(), System.nanoTime() + office.keepAcked().toNanos());
      open.handled.tryComplete();
    } else {
      open.offered = false;
      forget(List.of(settled.position()))
          .onSuccess(forgotten -> failed(open, settled))
          .onFailure(unavailable -> open.offered = true);
    }
  }

  private static boolean failed(Settled settled) {
    return settled.outcome() != Outcome.ACKED;
  }

  private void failed(Case open, Settled settled) {
    if (settled.attempt() > open.delivery.attempt()) {
      enqueueIfOpen(open); // it failed before it was redriven
    } else {
      cases.remove(settled.position());
      open.handled.tryFail(
          settled.outcome() == Outcome.NACKED
              ? new Nacked(settled)
              : new Expired(settled.puller()));
    }
  }

  private void clear() {
    long now = System.nanoTime();
    List<Long> due =
        leftovers.entrySet().stream()
            .filter(one -> one.getValue() - now < 0 && !cases.containsKey(one.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    if (!due.isEmpty()) {
      forget(due).onSuccess(forgotten -> leftovers.keySet().removeAll(due));
    }
  }

  /** Leaves what is offered to the next owner. */
  void leave() {
    if (!over) {
      over = true;
      office.vertx().cancelTimer(timer);
      closed.run();
      List<Case> left = List.copyOf(cases.values());
      cases.clear();
      left.forEach(
          one -> one.handled.tryFail(new Fenced("the next owner of " + lease + " has it")));
    }
  }
}
