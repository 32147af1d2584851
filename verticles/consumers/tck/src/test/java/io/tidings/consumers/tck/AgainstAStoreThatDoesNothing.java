package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Inbox;
import io.tidings.consumers.Offers;
import io.tidings.consumers.Segments;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;

/** Run by {@link SuitesFailWithoutAStoreTest}; its name keeps it from being run on its own. */
class AgainstAStoreThatDoesNothing extends ImpatientFixture {

  @Override
  public ConsumerStore freshStore() {
    return AnsweringStore.of(
        (operation, request) -> Future.succeededFuture(nothing(request, operation)));
  }

  private static Object nothing(Object request, String operation) {
    return switch (operation) {
      case "declare" -> new Definitions.Declared(true, false);
      case "status" -> new Definitions.Statuses(List.of());
      case "ledger" -> new Definitions.Ledger(List.of());
      case "claim" -> new Segments.Assignment(Definitions.State.RUNNING, null, List.of(), 0, 0);
      case "checkpoint" -> new Segments.Refused(List.of());
      case "hold", "advance", "offer", "forget" -> new HeldStreams.Accepted(true);
      case "held" -> new HeldStreams.Held(List.of());
      case "deadLetters" -> new DeadLetters.DeadLetterPage(List.of());
      case "redrive", "discard", "edit" -> new DeadLetters.Affected(0);
      case "knows", "enter" -> new Inbox.Known(false);
      case "settled" -> new Offers.SettledList(List.of());
      case "pull" -> new Offers.PulledList(List.of());
      case "settle" -> kept(((Offers.Settle) request).events().size());
      case "extend" -> kept(((Offers.Extend) request).receipts().size());
      default -> new Definitions.Done();
    };
  }

  private static Offers.Kept kept(int size) {
    return new Offers.Kept(Collections.nCopies(size, true));
  }
}
