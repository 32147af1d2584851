package io.tidings.consumers.memory;

import io.tidings.consumers.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What differs between two definitions of a consumer; not where it began, and in how many segments.
 */
final class Differences {

  private final List<String> found = new ArrayList<>();

  private Differences() {}

  static List<String> between(Definition known, Definition wanted) {
    Differences differences = new Differences();
    differences.compare("kind", known.kind(), wanted.kind());
    differences.compare("filter", known.filter(), wanted.filter());
    differences.compare("attributes", known.attributes(), wanted.attributes());
    differences.compare("in-flight", known.inFlight(), wanted.inFlight());
    differences.compare("retry", known.retry(), wanted.retry());
    differences.compare("on-failure", known.onFailure(), wanted.onFailure());
    differences.compare("visibility", known.visibility(), wanted.visibility());
    return differences.found;
  }

  /** The wanted one, with what is only of the first declaration taken from the known one. */
  static Definition replaced(Definition known, Definition wanted) {
    return new Definition(
        wanted.name(),
        wanted.kind(),
        wanted.filter(),
        wanted.attributes(),
        known.start(),
        known.segments(),
        wanted.inFlight(),
        wanted.retry(),
        wanted.onFailure(),
        wanted.visibility());
  }

  private void compare(String key, Object known, Object wanted) {
    if (!Objects.equals(known, wanted)) {
      found.add(key + " is " + known + ", not " + wanted);
    }
  }
}
