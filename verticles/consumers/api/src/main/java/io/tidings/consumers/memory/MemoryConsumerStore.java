package io.tidings.consumers.memory;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * A store that lives as long as this object and never fails with {@link
 * ConsumerFailure.Unavailable}. It knows no log, and so differs in two ways from one that shares a
 * database with it: it takes the epoch of every checkpoint for current (L7), and a reshape gives
 * the unfinished positions of a segment to all that take its slots over.
 *
 * <p>Safe for use by several threads; one call at a time is carried out. Called on a Vert.x context
 * it answers in a later turn of that context, as a remote store would.
 */
public final class MemoryConsumerStore implements ConsumerStore {

  private final InstantSource clock;
  private final LedgerBook ledger = new LedgerBook();
  private final Consumers consumers;
  private final Declaring declaring;
  private final Steering steering;
  private final Claiming claiming;
  private final Checkpointing checkpointing;
  private final Holding holding;
  private final Letters letters;
  private final Offering offering;
  private final Pulling pulling;

  public MemoryConsumerStore() {
    this(InstantSource.system());
  }

  /**
   * @param clock what leases, pauses and ages are measured with
   */
  public MemoryConsumerStore(InstantSource clock) {
    this(clock, clock);
  }

  /**
   * For a clock that a test moves: what nodes hold goes by another one, or they would lose it
   * whenever time is let pass.
   *
   * @param clock what pauses and ages are measured with
   * @param leases what the leases of nodes are measured with
   */
  public MemoryConsumerStore(InstantSource clock, InstantSource leases) {
    this.clock = clock;
    this.consumers = new Consumers(leases);
    this.declaring = new Declaring(consumers, ledger);
    this.steering = new Steering(consumers, ledger);
    this.claiming = new Claiming(consumers);
    this.checkpointing = new Checkpointing(consumers);
    this.holding = new Holding(consumers);
    this.letters = new Letters(consumers, ledger);
    this.offering = new Offering(consumers);
    this.pulling = new Pulling(consumers);
  }

  @Override
  public Future<Declared> declare(Declaration declaration) {
    return answer(now -> declaring.declare(declaration, now));
  }

  @Override
  public Future<Done> remove(Removal removal) {
    return answer(now -> declaring.remove(removal, now));
  }

  @Override
  public Future<Done> change(Change change) {
    return answer(now -> steering.change(change, now));
  }

  @Override
  public Future<Statuses> status(Asked asked) {
    return answer(now -> StatusReport.of(consumers, asked, now));
  }

  @Override
  public Future<Ledger> ledger(LedgerQuery query) {
    return answer(now -> ledger.read(query));
  }

  @Override
  public Future<Done> note(LedgerRow row) {
    return answer(now -> ledger.note(row, now));
  }

  @Override
  public Future<Assignment> claim(Claim claim) {
    return answer(now -> claiming.claim(claim, now));
  }

  @Override
  public Future<Done> leave(Leave leave) {
    return answer(now -> claiming.leave(leave, now));
  }

  @Override
  public Future<Refused> checkpoint(Checkpoints checkpoints) {
    return answer(now -> checkpointing.checkpoint(checkpoints, now));
  }

  @Override
  public Future<Accepted> hold(Failure failure) {
    return answer(now -> holding.hold(failure, now));
  }

  @Override
  public Future<Accepted> advance(Advance advance) {
    return answer(now -> holding.advance(advance, now));
  }

  @Override
  public Future<Held> held(HeldQuery query) {
    return answer(now -> holding.held(query, now));
  }

  @Override
  public Future<DeadLetterPage> deadLetters(DeadLetterQuery query) {
    return answer(now -> letters.read(query, now));
  }

  @Override
  public Future<Affected> redrive(Redrive redrive) {
    return answer(now -> letters.redrive(redrive, now));
  }

  @Override
  public Future<Affected> discard(Discard discard) {
    return answer(now -> letters.discard(discard, now));
  }

  @Override
  public Future<Affected> edit(Edit edit) {
    return answer(now -> letters.edit(edit, now));
  }

  @Override
  public Future<Known> knows(Entry entry) {
    return answer(
        now ->
            new Known(consumers.require(entry.consumer(), now).inbox.contains(entry.position())));
  }

  @Override
  public Future<Known> enter(Entry entry) {
    return answer(
        now -> new Known(!consumers.require(entry.consumer(), now).inbox.add(entry.position())));
  }

  @Override
  public Future<Accepted> offer(Offer offer) {
    return answer(now -> offering.offer(offer, now));
  }

  @Override
  public Future<SettledList> settled(SettledQuery query) {
    return answer(now -> offering.settled(query, now));
  }

  @Override
  public Future<Accepted> forget(Forget forget) {
    return answer(now -> offering.forget(forget, now));
  }

  @Override
  public Future<PulledList> pull(Pull pull) {
    return answer(now -> pulling.pull(pull, now));
  }

  @Override
  public Future<Kept> settle(Settle settle) {
    return answer(now -> pulling.settle(settle, now));
  }

  @Override
  public Future<Kept> extend(Extend extend) {
    return answer(now -> pulling.extend(extend, now));
  }

  private <T> Future<T> answer(Function<Instant, T> call) {
    Future<T> outcome = outcome(call);
    Context context = Vertx.currentContext();
    if (context == null) {
      return outcome;
    }
    Promise<T> later = Promise.promise();
    context.runOnContext(turn -> outcome.onComplete(later));
    return later.future();
  }

  private synchronized <T> Future<T> outcome(Function<Instant, T> call) {
    try {
      return Future.succeededFuture(call.apply(clock.instant()));
    } catch (ConsumerFailure failure) {
      return Future.failedFuture(failure);
    }
  }
}
