package io.tidings.consumers.memory;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.DeadLetters;
import io.tidings.consumers.DeadLetters.Affected;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Held streams as administrators see and steer them. */
final class Letters {

  private static final double NANOS = 1e9;

  private final Consumers consumers;
  private final LedgerBook ledger;

  private record Letter(Consumer consumer, HeldRow row) {

    DeadLetters.DeadLetter shown() {
      return new DeadLetters.DeadLetter(
          consumer.definition.name(),
          row.stream,
          row.slot,
          row.event,
          row.state,
          row.since,
          List.copyOf(row.attempts),
          row.redrives,
          row.replacement);
    }
  }

  Letters(Consumers consumers, LedgerBook ledger) {
    this.consumers = consumers;
    this.ledger = ledger;
  }

  DeadLetters.DeadLetterPage read(DeadLetters.DeadLetterQuery query, Instant now) {
    return new DeadLetters.DeadLetterPage(
        matching(query.which(), now).stream()
            .filter(letter -> letter.row().position > query.after())
            .limit(Limits.require("limit", query.limit()))
            .map(Letter::shown)
            .toList());
  }

  Affected redrive(DeadLetters.Redrive redrive, Instant now) {
    double rate = redrive.perSecond();
    if (rate < 0 || Double.isNaN(rate)) {
      throw new ConsumerFailure.Invalid("per-second is " + rate + ": give 0 or more");
    }
    List<Letter> letters = matching(redrive.which(), now);
    for (int at = 0; at < letters.size(); at++) {
      Letter letter = letters.get(at);
      letter.row().redrive(rate == 0 ? now : now.plusNanos((long) (at / rate * NANOS)));
      steer(letter, "redrive", redrive.by(), redrive.why(), null, now);
    }
    return new Affected(letters.size());
  }

  Affected discard(DeadLetters.Discard discard, Instant now) {
    if (discard.why() == null || discard.why().isBlank()) {
      throw new ConsumerFailure.Invalid("a discard needs a reason, for the ledger");
    }
    List<Letter> letters = matching(discard.which(), now);
    for (Letter letter : letters) {
      letter.row().release(letter.row().position);
      steer(letter, "discard", discard.by(), discard.why(), letter.row().event, now);
    }
    return new Affected(letters.size());
  }

  Affected edit(DeadLetters.Edit edit, Instant now) {
    List<Letter> letters =
        matching(
            new DeadLetters.Which(edit.consumer(), null, edit.position(), null, null, null, null),
            now);
    if (letters.isEmpty()) {
      throw new ConsumerFailure.Unknown(
          "consumer '" + edit.consumer() + "' has no failed event at " + edit.position());
    }
    for (Letter letter : letters) {
      letter.row().replacement = edit.replacement();
      steer(letter, "edit", edit.by(), edit.why(), edit.replacement(), now);
    }
    return new Affected(letters.size());
  }

  private void steer(
      Letter letter, String action, String by, String why, Object detailOrNull, Instant now) {
    LedgerBook.Draft draft =
        LedgerBook.row(letter.consumer().definition.name(), action, by, why)
            .event(letter.row().stream, letter.row().event.position());
    ledger.write(detailOrNull == null ? draft : draft.detail(detailOrNull), now);
    letter.consumer().steering++;
  }

  private List<Letter> matching(DeadLetters.Which which, Instant now) {
    Predicate<HeldRow> wanted = wanted(which, now);
    return consumers.named(which.consumer(), now).stream()
        .flatMap(consumer -> consumer.held.values().stream().map(row -> new Letter(consumer, row)))
        .filter(letter -> !letter.row().released() && wanted.test(letter.row()))
        .sorted(
            Comparator.<Letter>comparingLong(letter -> letter.row().position)
                .thenComparing(letter -> letter.consumer().definition.name()))
        .toList();
  }

  private static Predicate<HeldRow> wanted(DeadLetters.Which which, Instant now) {
    return row ->
        (which.state() == null || which.state() == row.state)
            && (which.position() == null || which.position() == row.position)
            && (which.stream() == null || which.stream().equals(row.stream))
            && (which.type() == null || which.type().equals(row.event.type()))
            && (which.error() == null || isError(which.error(), lastError(row)))
            && (which.age() == null
                || Duration.between(row.since, now).compareTo(which.age()) >= 0);
  }

  private static String lastError(HeldRow row) {
    return row.attempts.get(row.attempts.size() - 1).error();
  }

  private static boolean isError(String wanted, String error) {
    return error.equals(wanted) || error.endsWith("." + wanted) || error.endsWith("$" + wanted);
  }
}
