package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Takes what a check finds; counts all and keeps some. */
final class Report {

  private final Check check;
  private final List<Finding> examples = new ArrayList<>();
  private long count;

  Report(Check check) {
    this.check = check;
  }

  /**
   * @param sentence a format; it is filled in only if the finding is kept
   * @param values for the format; those that are entries are kept with the finding instead
   */
  void found(String sentence, Object... values) {
    count++;
    if (examples.size() < Verdict.EXAMPLES) {
      Object[] texts = Stream.of(values).filter(value -> !(value instanceof Entry)).toArray();
      List<Entry> entries =
          Stream.of(values).filter(Entry.class::isInstance).map(Entry.class::cast).toList();
      examples.add(
          new Finding(check.guarantee(), String.format(Locale.ROOT, sentence, texts), entries));
    }
  }

  Verdict verdict() {
    return new Verdict(check.name(), check.guarantee(), count, examples);
  }
}
