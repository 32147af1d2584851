package io.tidings.sourcing.engine;

import io.tidings.model.Criterion;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which commands of a boundary decider are in work at once: none that share a criterion, for they
 * would only spoil each other's appends. Commands that share one go in their order. Of the runner's
 * context alone.
 */
final class BoundaryQueue<C, E, S> {

  private final LinkedHashSet<BoundaryCommand<C, E, S>> waiting = new LinkedHashSet<>();
  private final Set<Criterion> held = new HashSet<>();

  void add(BoundaryCommand<C, E, S> command) {
    waiting.add(command);
    begin();
  }

  private void begin() {
    Set<Criterion> blocked = new HashSet<>(held);
    Iterator<BoundaryCommand<C, E, S>> each = waiting.iterator();
    while (each.hasNext()) {
      BoundaryCommand<C, E, S> next = each.next();
      boolean free = next.criteria().stream().noneMatch(blocked::contains);
      blocked.addAll(next.criteria());
      if (free) {
        each.remove();
        held.addAll(next.criteria());
        next.begin().onComplete(done -> end(next));
      }
    }
  }

  /** In a later turn, or else {@code begin} would be in the midst of its round. */
  private void end(BoundaryCommand<C, E, S> ended) {
    ended.later(
        () -> {
          held.removeAll(ended.criteria());
          begin();
        });
  }
}
