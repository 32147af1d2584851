package io.tidings.consumers.bus;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Inbox;
import io.tidings.consumers.Offers;
import io.tidings.consumers.Segments;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What can be asked of a store over the bus.
 *
 * @param name on the wire; never reused for anything else
 * @param repeatable whether it may be carried out twice where once was asked for, and the answer to
 *     the second is still what the caller needs to know. Those that are not fail as unavailable
 *     when no answer comes, and their caller looks before it asks again
 */
record Operation<Q, R>(
    String name,
    Class<Q> request,
    Class<R> answer,
    BiFunction<ConsumerStore, Q, Future<R>> method,
    boolean repeatable) {

  static final Operation<Definitions.Declaration, Definitions.Declared> DECLARE =
      repeatable(
          "declare",
          Definitions.Declaration.class,
          Definitions.Declared.class,
          ConsumerStore::declare);

  /** A second time there would be no such consumer. */
  static final Operation<Definitions.Removal, Definitions.Done> REMOVE =
      once("remove", Definitions.Removal.class, Definitions.Done.class, ConsumerStore::remove);

  /** A second seek or replay would contradict the first, or move what was handled since. */
  static final Operation<Definitions.Change, Definitions.Done> CHANGE =
      once("change", Definitions.Change.class, Definitions.Done.class, ConsumerStore::change);

  static final Operation<Definitions.Asked, Definitions.Statuses> STATUS =
      repeatable(
          "status", Definitions.Asked.class, Definitions.Statuses.class, ConsumerStore::status);

  static final Operation<Definitions.LedgerQuery, Definitions.Ledger> LEDGER =
      repeatable(
          "ledger", Definitions.LedgerQuery.class, Definitions.Ledger.class, ConsumerStore::ledger);

  /** A second time there would be two rows. */
  static final Operation<Definitions.LedgerRow, Definitions.Done> NOTE =
      once("note", Definitions.LedgerRow.class, Definitions.Done.class, ConsumerStore::note);

  /** What the first call has given and the second does not name is given anew. */
  static final Operation<Segments.Claim, Segments.Assignment> CLAIM =
      repeatable("claim", Segments.Claim.class, Segments.Assignment.class, ConsumerStore::claim);

  static final Operation<Segments.Leave, Definitions.Done> LEAVE =
      repeatable("leave", Segments.Leave.class, Definitions.Done.class, ConsumerStore::leave);

  /** The number of those handled, which is for people, may then be too high. */
  static final Operation<Segments.Checkpoints, Segments.Refused> CHECKPOINT =
      repeatable(
          "checkpoint",
          Segments.Checkpoints.class,
          Segments.Refused.class,
          ConsumerStore::checkpoint);

  static final Operation<HeldStreams.Failure, HeldStreams.Accepted> HOLD =
      repeatable(
          "hold", HeldStreams.Failure.class, HeldStreams.Accepted.class, ConsumerStore::hold);

  static final Operation<HeldStreams.Advance, HeldStreams.Accepted> ADVANCE =
      repeatable(
          "advance", HeldStreams.Advance.class, HeldStreams.Accepted.class, ConsumerStore::advance);

  static final Operation<HeldStreams.HeldQuery, HeldStreams.Held> HELD =
      repeatable("held", HeldStreams.HeldQuery.class, HeldStreams.Held.class, ConsumerStore::held);

  static final Operation<DeadLetters.DeadLetterQuery, DeadLetters.DeadLetterPage> DEAD_LETTERS =
      repeatable(
          "dead-letters",
          DeadLetters.DeadLetterQuery.class,
          DeadLetters.DeadLetterPage.class,
          ConsumerStore::deadLetters);

  static final Operation<DeadLetters.Redrive, DeadLetters.Affected> REDRIVE =
      repeatable(
          "redrive", DeadLetters.Redrive.class, DeadLetters.Affected.class, ConsumerStore::redrive);

  /** A second time none would be left to discard, and 0 the answer. */
  static final Operation<DeadLetters.Discard, DeadLetters.Affected> DISCARD =
      once(
          "discard", DeadLetters.Discard.class, DeadLetters.Affected.class, ConsumerStore::discard);

  static final Operation<DeadLetters.Edit, DeadLetters.Affected> EDIT =
      repeatable("edit", DeadLetters.Edit.class, DeadLetters.Affected.class, ConsumerStore::edit);

  static final Operation<Inbox.Entry, Inbox.Known> KNOWS =
      repeatable("knows", Inbox.Entry.class, Inbox.Known.class, ConsumerStore::knows);

  /** A second time the entry would be taken for somebody else's, and the effect left out. */
  static final Operation<Inbox.Entry, Inbox.Known> ENTER =
      once("enter", Inbox.Entry.class, Inbox.Known.class, ConsumerStore::enter);

  static final Operation<Offers.Offer, HeldStreams.Accepted> OFFER =
      repeatable("offer", Offers.Offer.class, HeldStreams.Accepted.class, ConsumerStore::offer);

  static final Operation<Offers.SettledQuery, Offers.SettledList> SETTLED =
      repeatable(
          "settled", Offers.SettledQuery.class, Offers.SettledList.class, ConsumerStore::settled);

  static final Operation<Offers.Forget, HeldStreams.Accepted> FORGET =
      repeatable("forget", Offers.Forget.class, HeldStreams.Accepted.class, ConsumerStore::forget);

  /** Each time takes other events; those whose answer is lost count as not settled in time. */
  static final Operation<Offers.Pull, Offers.PulledList> PULL =
      once("pull", Offers.Pull.class, Offers.PulledList.class, ConsumerStore::pull);

  static final Operation<Offers.Settle, Offers.Kept> SETTLE =
      repeatable("settle", Offers.Settle.class, Offers.Kept.class, ConsumerStore::settle);

  static final Operation<Offers.Extend, Offers.Kept> EXTEND =
      repeatable("extend", Offers.Extend.class, Offers.Kept.class, ConsumerStore::extend);

  static final List<Operation<?, ?>> ALL =
      List.of(
          DECLARE,
          REMOVE,
          CHANGE,
          STATUS,
          LEDGER,
          NOTE,
          CLAIM,
          LEAVE,
          CHECKPOINT,
          HOLD,
          ADVANCE,
          HELD,
          DEAD_LETTERS,
          REDRIVE,
          DISCARD,
          EDIT,
          KNOWS,
          ENTER,
          OFFER,
          SETTLED,
          FORGET,
          PULL,
          SETTLE,
          EXTEND);

  private static final Map<String, Operation<?, ?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));

  /** The operation of that name, or null if this version knows none. */
  static Operation<?, ?> named(String name) {
    return BY_NAME.get(name);
  }

  private static <Q, R> Operation<Q, R> repeatable(
      String name,
      Class<Q> request,
      Class<R> answer,
      BiFunction<ConsumerStore, Q, Future<R>> method) {
    return new Operation<>(name, request, answer, method, true);
  }

  private static <Q, R> Operation<Q, R> once(
      String name,
      Class<Q> request,
      Class<R> answer,
      BiFunction<ConsumerStore, Q, Future<R>> method) {
    return new Operation<>(name, request, answer, method, false);
  }
}
