package io.tidings.consumers.bus;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The store as reached over the bus, so that a node needs no database. A request that is not
 * answered in time is repeated until the deadline where that does no harm. It is not for {@link
 * #remove}, {@link #change}, {@link #note}, {@link #discard}, {@link #enter} and {@link #pull}:
 * when they fail with {@link ConsumerFailure.Unavailable} look at what is there before repeating
 * them.
 */
public final class BusConsumerStore implements ConsumerStore {

  private final Requests requests;

  /**
   * @param localOnly whether this node serves the store itself; its requests then stay in the JVM
   *     and pass by reference, unless they have to be repeated
   */
  public BusConsumerStore(Vertx vertx, BusStoreConfig config, boolean localOnly) {
    this.requests = new Requests(vertx, config, localOnly);
  }

  @Override
  public Future<Declared> declare(Declaration declaration) {
    return requests.ask(Operation.DECLARE, declaration);
  }

  @Override
  public Future<Done> remove(Removal removal) {
    return requests.ask(Operation.REMOVE, removal);
  }

  @Override
  public Future<Done> change(Change change) {
    return requests.ask(Operation.CHANGE, change);
  }

  @Override
  public Future<Statuses> status(Asked asked) {
    return requests.ask(Operation.STATUS, asked);
  }

  @Override
  public Future<Ledger> ledger(LedgerQuery query) {
    return requests.ask(Operation.LEDGER, query);
  }

  @Override
  public Future<Done> note(LedgerRow row) {
    return requests.ask(Operation.NOTE, row);
  }

  @Override
  public Future<Assignment> claim(Claim claim) {
    return requests.ask(Operation.CLAIM, claim);
  }

  @Override
  public Future<Done> leave(Leave leave) {
    return requests.ask(Operation.LEAVE, leave);
  }

  @Override
  public Future<Refused> checkpoint(Checkpoints checkpoints) {
    return requests.ask(Operation.CHECKPOINT, checkpoints);
  }

  @Override
  public Future<Accepted> hold(Failure failure) {
    return requests.ask(Operation.HOLD, failure);
  }

  @Override
  public Future<Accepted> advance(Advance advance) {
    return requests.ask(Operation.ADVANCE, advance);
  }

  @Override
  public Future<Held> held(HeldQuery query) {
    return requests.ask(Operation.HELD, query);
  }

  @Override
  public Future<DeadLetterPage> deadLetters(DeadLetterQuery query) {
    return requests.ask(Operation.DEAD_LETTERS, query);
  }

  @Override
  public Future<Affected> redrive(Redrive redrive) {
    return requests.ask(Operation.REDRIVE, redrive);
  }

  @Override
  public Future<Affected> discard(Discard discard) {
    return requests.ask(Operation.DISCARD, discard);
  }

  @Override
  public Future<Affected> edit(Edit edit) {
    return requests.ask(Operation.EDIT, edit);
  }

  @Override
  public Future<Known> knows(Entry entry) {
    return requests.ask(Operation.KNOWS, entry);
  }

  @Override
  public Future<Known> enter(Entry entry) {
    return requests.ask(Operation.ENTER, entry);
  }

  @Override
  public Future<Accepted> offer(Offer offer) {
    return requests.ask(Operation.OFFER, offer);
  }

  @Override
  public Future<SettledList> settled(SettledQuery query) {
    return requests.ask(Operation.SETTLED, query);
  }

  @Override
  public Future<Accepted> forget(Forget forget) {
    return requests.ask(Operation.FORGET, forget);
  }

  @Override
  public Future<PulledList> pull(Pull pull) {
    return requests.ask(Operation.PULL, pull);
  }

  @Override
  public Future<Kept> settle(Settle settle) {
    return requests.ask(Operation.SETTLE, settle);
  }

  @Override
  public Future<Kept> extend(Extend extend) {
    return requests.ask(Operation.EXTEND, extend);
  }
}
