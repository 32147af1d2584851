package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Refused;
import io.tidings.chaos.history.Entry.Sent;
import java.util.List;

/**
 * A refusal tells a version that its stream cannot have had at any moment between the question and
 * the answer.
 */
final class StaleAnswer implements Check {

  @Override
  public String guarantee() {
    return "L4";
  }

  @Override
  public String name() {
    return "stale-answer";
  }

  @Override
  public void judge(Evidence evidence, Report report) {
    List<Operation> stale =
        evidence.operations().all().stream()
            .filter(
                operation ->
                    operation.outcome() instanceof Refused refused && refused.actual() != Entry.ANY)
            .toList();
    if (stale.isEmpty()) {
      return;
    }
    StreamBounds bounds = new StreamBounds(evidence, stale);
    for (Operation operation : stale) {
      Sent sent = operation.sent();
      Refused refused = (Refused) operation.outcome();
      String stream = sent.events().get(0).stream();
      long least = bounds.least(stream, sent.at());
      long most = bounds.most(stream, refused.at());
      if (refused.actual() == sent.expected()) {
        report.found(
            "operation %s expected version %d of stream %s and was refused at %s with that actual"
                + " version",
            sent.operation(), sent.expected(), stream, evidence.time(refused.at()), sent, refused);
      } else if (refused.actual() < least || refused.actual() > most) {
        report.found(
            "operation %s, sent at %s and refused at %s, was told version %d of stream %s, which had"
                + " %d at least and %d at most",
            sent.operation(),
            evidence.time(sent.at()),
            evidence.time(refused.at()),
            refused.actual(),
            stream,
            least,
            most,
            sent,
            refused);
      }
    }
  }
}
