package io.tidings.log.memory;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.model.Unchanged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** L5, L4 and L9, in this order: a repeat is a repeat even though its conditions do not hold. */
final class AppendRules {

  private AppendRules() {}

  /**
   * The answer to an append that changes nothing; empty if it is to be recorded.
   *
   * @param before the head before the batch
   */
  static Optional<AppendResult> refusalOrRepeat(Append append, Records records, Head before) {
    return namedTwice(append)
        .or(() -> refusedReuse(append, records))
        .or(() -> repeat(append, records))
        .or(() -> stale(append, records))
        .or(() -> overtaken(append, records, before));
  }

  private static Optional<AppendResult> namedTwice(Append append) {
    Set<List<String>> identities = new HashSet<>();
    for (NewEvent event : append.events()) {
      if (!identities.add(List.of(event.source(), event.id()))) {
        return Optional.of(new AppendResult.Reused(event.source(), event.id(), 0));
      }
    }
    return Optional.empty();
  }

  private static Optional<AppendResult> refusedReuse(Append append, Records records) {
    for (NewEvent event : append.events()) {
      RecordedEvent known = records.find(event);
      if (known != null && !known.event().equals(event)) {
        return Optional.of(new AppendResult.Reused(event.source(), event.id(), known.position()));
      }
    }
    return Optional.empty();
  }

  private static Optional<AppendResult> repeat(Append append, Records records) {
    List<Receipt> receipts = new ArrayList<>();
    NewEvent recorded = null;
    NewEvent unrecorded = null;
    for (NewEvent event : append.events()) {
      RecordedEvent known = records.find(event);
      if (known == null) {
        unrecorded = unrecorded == null ? event : unrecorded;
      } else {
        recorded = recorded == null ? event : recorded;
        receipts.add(known.receipt());
      }
    }
    if (recorded == null) {
      return Optional.empty();
    }
    return Optional.of(
        unrecorded == null
            ? new AppendResult.Recorded(receipts, true)
            : new AppendResult.PartialRepeat(recorded.source(), recorded.id(), unrecorded.id()));
  }

  private static Optional<AppendResult> stale(Append append, Records records) {
    return append.expected().entrySet().stream()
        .filter(expected -> expected.getValue() != records.version(expected.getKey()))
        .findFirst()
        .map(
            expected ->
                new AppendResult.Stale(
                    expected.getKey(), expected.getValue(), records.version(expected.getKey())));
  }

  private static Optional<AppendResult> overtaken(Append append, Records records, Head before) {
    Unchanged unchanged = append.unchanged();
    if (unchanged == null) {
      return Optional.empty();
    }
    if (!CursorRules.holds(unchanged.since(), before)) {
      return Optional.of(new AppendResult.Overtaken(0));
    }
    return records
        .firstWithin(unchanged.boundary(), unchanged.since().position())
        .map(event -> new AppendResult.Overtaken(event.position()));
  }
}
