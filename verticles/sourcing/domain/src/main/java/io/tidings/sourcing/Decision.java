package io.tidings.sourcing;

import java.util.List;
import java.util.Objects;

/** What a decider says to a command. */
public sealed interface Decision<E> {

  /**
   * Yes, and this is what happens because of it.
   *
   * @param events in their order; none if everything is as the command wants it already
   */
  record Accepted<E>(List<E> events) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** No, and nothing happens. */
  record Rejected<E>(Rejection rejection) implements Decision<E> {
    public Rejected {
      Objects.requireNonNull(rejection, "a rejection has a code");
    }
  }

  /** These events happen, all or none. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <E> Decision<E> accept(E... events) {
    return new Accepted<>(List.of(events));
  }

  static <E> Decision<E> accept(List<? extends E> events) {
    return new Accepted<>(List.copyOf(events));
  }

  /** As {@link Rejection}. */
  static <E> Decision<E> reject(String code, String detail) {
    return new Rejected<>(new Rejection(code, detail));
  }
}
