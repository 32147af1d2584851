package io.tidings.consumers.memory;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Consumers come and go. */
final class Declaring {

  private final Consumers consumers;
  private final LedgerBook ledger;

  Declaring(Consumers consumers, LedgerBook ledger) {
    this.consumers = consumers;
    this.ledger = ledger;
  }

  Definitions.Declared declare(Definitions.Declaration declaration, Instant now) {
    Definition wanted = declaration.definition();
    Optional<Consumer> known = consumers.find(wanted.name(), now);
    if (known.isEmpty()) {
      consumers.add(create(declaration));
      write(declaration, "declare", now);
      return new Definitions.Declared(true, false);
    }
    List<String> differences = Differences.between(known.get().definition, wanted);
    if (differences.isEmpty()) {
      return new Definitions.Declared(false, false);
    }
    if (known.get().definition.kind() != wanted.kind() || !declaration.replace()) {
      throw conflict(known.get().definition, wanted, differences);
    }
    known.get().definition = Differences.replaced(known.get().definition, wanted);
    write(declaration, "replace", now);
    return new Definitions.Declared(false, true);
  }

  private static Consumer create(Definitions.Declaration declaration) {
    Progress begin = Progress.at(declaration.from());
    return new Consumer(
        declaration.definition(),
        Segment.divided(declaration.definition().segments()).stream()
            .map(slots -> new Segment(slots, 0, begin))
            .toList());
  }

  private void write(Definitions.Declaration declaration, String action, Instant now) {
    ledger.write(
        LedgerBook.row(declaration.definition().name(), action, declaration.by(), null)
            .detail(declaration),
        now);
  }

  private static ConsumerFailure conflict(
      Definition known, Definition wanted, List<String> differences) {
    String what =
        "consumer '" + wanted.name() + "' is known otherwise: " + String.join("; ", differences);
    return new ConsumerFailure.Conflict(
        known.kind() == wanted.kind()
            ? what + ". Declare it as it is, or ask for it to be replaced"
            : what + ". Choose another name, or remove it first");
  }

  Definitions.Done remove(Definitions.Removal removal, Instant now) {
    consumers.require(removal.consumer(), now);
    consumers.remove(removal.consumer());
    ledger.write(LedgerBook.row(removal.consumer(), "remove", removal.by(), removal.why()), now);
    return new Definitions.Done();
  }
}
