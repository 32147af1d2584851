package io.tidings.chaos.load;

/** Work that clients do while faults strike; writes down what they did, were told and saw. */
public interface Load extends AutoCloseable {

  /** As on the command line and the page: {@code single}, {@code batch}. */
  String name();

  /** Whether it reads what others append, and so is stopped after them. */
  default boolean reads() {
    return false;
  }

  void start() throws Exception;

  /** Whether all of it has been at work since that moment, in nanoseconds: was told or saw. */
  boolean worksSince(long moment);

  /**
   * Begins nothing new, and ends when what is under way has an outcome; bounded. Reading loads end
   * when they have seen the head, or say so in the history by what they have not seen.
   */
  void stop() throws InterruptedException;

  @Override
  void close();
}
