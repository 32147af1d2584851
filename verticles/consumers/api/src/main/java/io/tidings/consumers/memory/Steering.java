package io.tidings.consumers.memory;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Definitions.State;
import io.tidings.model.StreamName;
import java.time.Instant;
import java.util.Locale;

/** What consumers are told to do. */
final class Steering {

  private final Consumers consumers;
  private final LedgerBook ledger;

  Steering(Consumers consumers, LedgerBook ledger) {
    this.consumers = consumers;
    this.ledger = ledger;
  }

  Definitions.Done change(Definitions.Change change, Instant now) {
    Consumer consumer = consumers.require(change.consumer(), now);
    boolean changed =
        switch (change.command()) {
          case PAUSE -> tell(consumer, State.PAUSED, change.why());
          case RESUME -> tell(consumer, State.RUNNING, null);
          case STOP -> tell(consumer, State.STOPPED, change.why());
          case SEEK, RESHAPE, REPLAY -> plan(consumer, change);
        };
    if (changed) {
      String action = change.command().name().toLowerCase(Locale.ROOT);
      ledger.write(
          LedgerBook.row(change.consumer(), action, change.by(), change.why()).detail(change), now);
      consumers.catchUp(consumer, now);
    }
    return new Definitions.Done();
  }

  private static boolean tell(Consumer consumer, State state, String reason) {
    boolean differs = consumer.told != state;
    if (differs) {
      consumer.told = state;
      consumer.reason = reason;
    }
    return differs;
  }

  private static boolean plan(Consumer consumer, Definitions.Change change) {
    String lacking = lacking(change);
    if (lacking != null) {
      throw new ConsumerFailure.Invalid(lacking);
    }
    if (consumer.pending != null) {
      throw new ConsumerFailure.Conflict(
          "consumer '"
              + change.consumer()
              + "' waits for its segments, for a "
              + consumer.pending.command()
              + ": repeat this when it runs again");
    }
    if (consumer.replaying()) {
      throw new ConsumerFailure.Conflict(
          "consumer '" + change.consumer() + "' is replaying: repeat this when that is over");
    }
    consumer.pending = change;
    return true;
  }

  private static String lacking(Definitions.Change change) {
    return switch (change.command()) {
      case SEEK -> change.to() == null ? "a seek needs 'to'" : null;
      case RESHAPE ->
          change.segments() < 1 || change.segments() > StreamName.SLOTS
              ? "segments is " + change.segments() + ": give 1 to " + StreamName.SLOTS
              : null;
      default ->
          change.from() == null
                  || change.to() == null
                  || change.from().position() >= change.to().position()
              ? "a replay needs 'from' and, behind it, 'to'"
              : null;
    };
  }
}
