package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Sent;
import io.tidings.chaos.history.History;

/**
 * What became of the appends whose clients never learned their outcome, as the log tells it.
 *
 * @param recorded all events of the append are in the log
 * @param notRecorded none is
 * @param inPart some are, which L1 does not allow
 */
public record Outcomes(long recorded, long notRecorded, long inPart) {

  public static Outcomes of(History history) {
    Log log = new Log(history.all(Recorded.class));
    long recorded = 0;
    long notRecorded = 0;
    long inPart = 0;
    for (Operation operation : new Operations(history).all()) {
      if (operation.isUnknown()) {
        long found = found(operation.sent(), log);
        if (found == operation.sent().events().size()) {
          recorded++;
        } else if (found == 0) {
          notRecorded++;
        } else {
          inPart++;
        }
      }
    }
    return new Outcomes(recorded, notRecorded, inPart);
  }

  private static long found(Sent sent, Log log) {
    return sent.events().stream()
        .filter(event -> log.of(event.source(), event.id()) != null)
        .count();
  }

  public long unknown() {
    return recorded + notRecorded + inPart;
  }
}
