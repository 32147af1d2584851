package io.tidings.gateway.write;

import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.Problems;
import io.tidings.gateway.ops.GatewayMetrics;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Lines that are answered together; each event is an append of its own. */
final class LineBatch {

  /** A line as it was read: an append, or the problem with it. */
  record Entry(long line, long bytes, Append append, Problem problem) {}

  private final List<Entry> entries;

  LineBatch(List<Entry> entries) {
    this.entries = entries;
  }

  long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  /** The appends, in the order of the lines; empty if every line is refused. */
  List<Append> appends() {
    List<Append> appends = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (entry.append() != null) {
        appends.add(entry.append());
      }
    }
    return appends;
  }

  /** One line for each line. */
  Buffer answers(List<AppendResult> results, GatewayMetrics metrics) {
    ReceiptJson answers = new ReceiptJson(entries.size());
    int next = 0;
    for (Entry entry : entries) {
      Problem problem = entry.problem();
      if (problem == null) {
        AppendResult result = results.get(next++);
        if (result instanceof AppendResult.Recorded recorded) {
          metrics.recorded(1, recorded.duplicate());
          answers.line(recorded);
        } else {
          problem = Outcomes.problem(result);
        }
      }
      if (problem != null) {
        metrics.refused();
        answers.line(refusal(entry.line(), problem));
      }
    }
    return answers.lines();
  }

  /** The last line of an answer that ends here, because the log did not answer. */
  Buffer failed(Throwable failure) {
    Problem problem =
        Problems.of(failure)
            .with("advice", "This line and those behind it were not answered: send them again");
    return last(entries.get(0).line(), problem);
  }

  /** The line that ends an answer early. */
  static Buffer last(long line, Problem problem) {
    return refusal(line, problem).toBuffer().appendByte((byte) '\n');
  }

  private static JsonObject refusal(long line, Problem problem) {
    return new JsonObject().put("line", line).put("problem", problem.json());
  }
}
