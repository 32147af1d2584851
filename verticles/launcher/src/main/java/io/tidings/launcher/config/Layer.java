package io.tidings.launcher.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one source gives: values by key, and what is wrong with the source itself. */
final class Layer {

  private final Map<String, Given> values = new LinkedHashMap<>();
  private final List<String> problems;

  Layer(List<String> problems) {
    this.problems = problems;
  }

  /**
   * A second value for the same key is a problem, not a correction: nobody can say which is meant.
   */
  void add(Definition definition, Given given) {
    Given former = values.putIfAbsent(definition.key(), given);
    if (former != null) {
      problem(
          "%s is given twice, by %s and by %s; keep one"
              .formatted(definition.key(), former.origin(), given.origin()));
    }
  }

  void problem(String problem) {
    problems.add(problem);
  }

  Optional<Given> value(Definition definition) {
    return Optional.ofNullable(values.get(definition.key()));
  }
}
