package io.tidings.consumers.engine;

import java.time.Duration;

/**
 * How often an event has been tried in vain, the latest attempt included.
 *
 * @param attempts all of them
 * @param outages how many before the latest were outages: they do not count
 * @param since how long ago the first failed that counts, no outage being later
 */
record Tried(int attempts, int outages, Duration since) {

  static final Tried ONCE = new Tried(1, 0, Duration.ZERO);

  /** What counts, unless the latest is an outage as well. */
  int counted() {
    return attempts - outages;
  }
}
