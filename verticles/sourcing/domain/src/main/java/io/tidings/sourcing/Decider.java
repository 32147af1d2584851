package io.tidings.sourcing;

/**
 * Decides commands by what has happened: three pure functions, two of which are those of a {@link
 * Projection} to the state. Whoever runs them may call them any number of times, on any thread, and
 * throw results away.
 *
 * @param <C> the commands: a sealed family of records, each with a {@link CommandType}
 * @param <E> the events: a sealed family of records
 * @param <S> the state that decisions need, and no more; immutable
 */
public interface Decider<C, E, S> extends Projection<E, S> {

  /** The state before anything has happened. */
  @Override
  S initial();

  /**
   * What is to happen because of the command. It must not look at anything but its parameters: on a
   * conflict it is called again with a later state.
   *
   * @return never null. If it is, or if this throws, the command fails alone, as one that is at
   *     fault itself: mend the decider
   */
  Decision<E> decide(C command, S state);

  /** The state after the event, which has happened: it cannot be refused here. */
  @Override
  S evolve(S state, E event);
}
