package io.tidings.chaos.check;

import java.util.ArrayList;
import java.util.List;

/** The verdicts of all checks, also of those that found nothing. */
public record Findings(List<Verdict> verdicts) {

  public Findings {
    verdicts = List.copyOf(verdicts);
  }

  /** How many there are, kept as examples or not. */
  public long count() {
    return verdicts.stream().mapToLong(Verdict::count).sum();
  }

  /** How many the check of this name has found. */
  public long count(String check) {
    return verdicts.stream()
        .filter(verdict -> verdict.check().equals(check))
        .mapToLong(Verdict::count)
        .sum();
  }

  public boolean isEmpty() {
    return count() == 0;
  }

  /** All examples. */
  public List<Finding> examples() {
    return verdicts.stream().flatMap(verdict -> verdict.examples().stream()).toList();
  }

  /** These and what somebody else has found: that a node did not recover, say. */
  public Findings and(String check, String guarantee, List<Finding> found) {
    List<Verdict> all = new ArrayList<>(verdicts);
    List<Finding> examples = found.stream().limit(Verdict.EXAMPLES).toList();
    all.add(new Verdict(check, guarantee, found.size(), examples));
    return new Findings(all);
  }
}
