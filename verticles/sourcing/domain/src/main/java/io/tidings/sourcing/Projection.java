package io.tidings.sourcing;

/**
 * What somebody wants to know, as the sum of what has happened: two pure functions. Whoever runs
 * them may call them any number of times, on any thread, and throw results away.
 *
 * @param <E> the events: a sealed family of records
 * @param <S> what is known; immutable
 */
public interface Projection<E, S> {

  /** What is known before anything has happened. */
  S initial();

  /** What is known after the event, which has happened: it cannot be refused here. */
  S evolve(S state, E event);
}
