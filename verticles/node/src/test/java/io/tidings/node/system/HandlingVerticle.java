package io.tidings.node.system;

import io.tidings.Tidings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;

/** A consumer that writes down what it handles. */
public final class HandlingVerticle extends VerticleBase {

  static final String FILE = Journal.FILE;
  static final String CONSUMER = "handling";

  /** The name of the system property that says into how many segments it is divided at first. */
  static final String SEGMENTS = "segments";

  private final Tidings tidings;

  public HandlingVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() throws IOException {
    Journal journal = Journal.open();
    return tidings
        .consumer(CONSUMER)
        .segments(Integer.getInteger(SEGMENTS, 8))
        .onAny(journal::write)
        .start();
  }
}
