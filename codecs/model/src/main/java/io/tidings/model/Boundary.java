package io.tidings.model;

import java.util.List;

/**
 * The events that a decision rests on, of whatever streams: those that meet any of the criteria.
 *
 * @param anyOf one to {@value #MAX_CRITERIA} criteria
 */
public record Boundary(List<Criterion> anyOf) {

  public static final int MAX_CRITERIA = 64;

  public Boundary {
    anyOf = List.copyOf(anyOf);
    if (anyOf.isEmpty() || anyOf.size() > MAX_CRITERIA) {
      throw new IllegalArgumentException(
          "a boundary of " + anyOf.size() + " criteria: give 1 to " + MAX_CRITERIA);
    }
  }

  public static Boundary anyOf(Criterion... criteria) {
    return new Boundary(List.of(criteria));
  }

  public boolean matches(NewEvent event) {
    return anyOf.stream().anyMatch(criterion -> criterion.matches(event));
  }
}
