package io.tidings.sourcing.engine;

import io.tidings.model.Append;
import io.tidings.model.NewEvent;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Decision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Commands of one stream that were decided one after the other, each on the state that those before
 * it lead to. Either all of them have events, which one append records or does not; or none has.
 */
final class Round<C, E, S> {

  /** No version can be this: an append that expects it records nothing. */
  private static final long IMPOSSIBLE = Long.MAX_VALUE;

  private static final long MAX_BYTES = 1 << 20;

  /**
   * @param decision null if there is none
   * @param bug what the decider threw instead
   */
  record Decided<C, E, S>(
      Work<C> work, Decision<E> decision, List<NewEvent> events, S state, Throwable bug) {}

  private final Loaded<S> from;
  private final List<Decided<C, E, S>> decided = new ArrayList<>();
  private S state;
  private long bytes;

  Round(Loaded<S> from) {
    this.from = from;
    this.state = from.state();
  }

  /** Takes from the queue what goes together, at least one and at most so many. */
  void decide(ArrayDeque<Work<C>> waiting, int most, Decider<C, E, S> decider) {
    while (decided.size() < most && bytes < MAX_BYTES && !waiting.isEmpty()) {
      Decided<C, E, S> next = decide(waiting.peek(), decider);
      if (!decided.isEmpty() && next.events().isEmpty() != isIdle()) {
        return;
      }
      waiting.poll().attempted();
      decided.add(next);
      state = next.state();
      next.events().forEach(event -> bytes += event.data().length());
    }
  }

  private Decided<C, E, S> decide(Work<C> work, Decider<C, E, S> decider) {
    try {
      Decision<E> decision = ask(decider, work, state);
      if (!(decision instanceof Decision.Accepted<E> accepted)) {
        return new Decided<>(work, decision, List.of(), state, null);
      }
      S next = state;
      for (E event : accepted.events()) {
        next = decider.evolve(next, event);
      }
      return new Decided<>(work, decision, work.events().of(accepted.events()), next, null);
    } catch (Throwable bug) {
      return new Decided<>(work, null, List.of(), state, bug);
    }
  }

  /** What the decider says, which is not nothing. */
  static <C, E, S> Decision<E> ask(Decider<C, E, S> decider, Work<C> work, S state) {
    Decision<E> decision = decider.decide(work.record(), state);
    if (decision == null) {
      throw new IllegalStateException(
          "its decision is null: have it return Decision.accept(…) or Decision.reject(…)");
    }
    return decision;
  }

  Loaded<S> from() {
    return from;
  }

  /** The state behind all of them. */
  S state() {
    return state;
  }

  List<Decided<C, E, S>> decided() {
    return decided;
  }

  boolean isIdle() {
    return decided.get(0).events().isEmpty();
  }

  /**
   * One append for all that have events. For each that has none, one that tells whether the command
   * was carried out before (L5 goes before L4), and how far the stream is.
   */
  List<Append> appends(String stream) {
    if (isIdle()) {
      return decided.stream().map(one -> probe(one.work())).toList();
    }
    List<NewEvent> events = decided.stream().flatMap(one -> one.events().stream()).toList();
    return List.of(new Append(events, Map.of(stream, from.version())));
  }

  static Append probe(Work<?> work) {
    return Append.to(work.command().stream(), IMPOSSIBLE, work.events().probe());
  }
}
