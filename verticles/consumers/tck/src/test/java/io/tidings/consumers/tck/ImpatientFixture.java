package io.tidings.consumers.tck;

import java.time.Duration;

/**
 * For stores that are expected to fail. Its clock moves on so far that little patience is enough.
 */
abstract class ImpatientFixture extends MemoryFixture {

  @Override
  public void letTimePass() {
    clock.advance(Duration.ofMillis(500));
  }

  @Override
  public Duration patience() {
    return Duration.ofMillis(400);
  }
}
