package io.tidings;

import io.tidings.wire.EventJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The times and the ids of what is published. Thread-safe, if what it asks is. */
record Stamps(InstantSource clock, Supplier<String> ids) {

  static final Stamps USUAL = new Stamps(InstantSource.system(), EventJson::newId);

  Instant now() {
    return clock.instant();
  }

  String nextId() {
    return ids.get();
  }
}
