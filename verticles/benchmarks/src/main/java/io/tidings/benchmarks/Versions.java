package io.tidings.benchmarks;

import java.util.HashMap;
import java.util.Map;

/** What the log counts, counted by a baseline that has the table to itself. For one thread. */
final class Versions {

  private final Map<String, Long> versions = new HashMap<>();
  private long position;

  long nextPosition() {
    return ++position;
  }

  long nextVersion(String stream) {
    return versions.merge(stream, 1L, Long::sum);
  }
}
