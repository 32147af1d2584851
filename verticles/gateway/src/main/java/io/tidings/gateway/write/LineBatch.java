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
    Buffer answers = Buffer.buffer(entries.size() * 256);
    int next = 0;
    for (Entry entry : entries) {
      if (entry.problem() != null) {
        metrics.refused();
        refuse(answers, entry.line(), entry.problem());
      } else if (results.get(next++) instanceof AppendResult.Recorded recorded) {
        metrics.recorded(1, recorded.duplicate());
        answers.appendBuffer(ReceiptJson.line(recorded)).appendByte((byte) '\n');
      } else {
        metrics.refused();
        refuse(answers, entry.line(), Outcomes.problem(results.get(next - 1)));
      }
    }
    return answers;
  }

  /** The last line of an answer that ends here, because the log did not answer. */
  Buffer failed(Throwable failure) {
    Buffer last = Buffer.buffer();
    Problem problem =
        Problems.of(failure)
            .with("advice", "This line and those behind it were not answered: send them again");
    refuse(last, entries.get(0).line(), problem);
    return last;
  }

  private static void refuse(Buffer answers, long line, Problem problem) {
    answers
        .appendBuffer(new JsonObject().put("line", line).put("problem", problem.json()).toBuffer())
        .appendByte((byte) '\n');
  }
}
