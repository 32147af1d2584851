package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;
import java.time.Duration;

/** What the suites need of an adapter. */
public interface ConsumersFixture {

  /**
   * A store without consumers, and with an empty ledger. Every test asks for one, once, and before
   * anything else; close what belongs to it in an {@code @AfterEach} method.
   */
  ConsumerStore freshStore();

  /**
   * Records an event of the stream in the log that the store belongs to, if it belongs to one.
   *
   * @return its position, which is higher than that of all before it
   */
  long record(String stream);

  /** The current epoch of that log; 0, which stands for it, serves as well. */
  default long epoch() {
    return 0;
  }

  /**
   * Called again and again while a test waits for a lease to end or a pause to be over. A store
   * whose clock stands still moves it on, by 50 ms; one in real time does nothing.
   */
  void letTimePass();

  /** How long tests wait, for an answer and for what time brings about. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }

  /** {@link #freshStore()}, as a test thread uses it. */
  default AwaitedStore openStore() {
    return new AwaitedStore(freshStore(), this);
  }
}
