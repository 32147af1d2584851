package io.tidings.consumers.memory;

import io.tidings.consumers.ConsumerFailure;

/** How much may be asked for at once. */
final class Limits {

  private static final int MOST = 1000;

  private Limits() {}

  static int require(String key, int value) {
    if (value < 1 || value > MOST) {
      throw new ConsumerFailure.Invalid(key + " is " + value + ": give 1 to " + MOST);
    }
    return value;
  }
}
