package io.tidings.chaos.load;

/** Work that clients do while faults strike; writes down what they did, were told and saw. */
public interface Load extends AutoCloseable {

  /** As on the command line and the page: {@code single}, {@code batch}. */
  String name();

  void start();

  /**
   * Begins nothing new, and ends when what is under way has an outcome; bounded. Reading loads end
   * when they have seen the head, or say so in the history by what they have not seen.
   */
  void stop() throws InterruptedException;

  @Override
  void close();
}
