package io.tidings.gateway.consumers;

import java.time.Duration;

/**
 * How long requests may wait.
 *
 * @param absent if they do not say
 * @param longest whatever they say: a connection may not be silent for long
 */
record Patience(Duration absent, Duration longest) {

  Duration of(Duration asked) {
    return asked.compareTo(longest) > 0 ? longest : asked;
  }
}
