package io.tidings.sourcing.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The states of the streams used last. All of one epoch: what was loaded before may be of a lost
 * history. Not thread-safe.
 */
final class States<S> {

  private final int most;
  private final LinkedHashMap<String, Loaded<S>> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private long epoch;

  States(int most) {
    this.most = most;
  }

  /** The log is in this epoch, as somebody has heard; older news changes nothing. */
  void epoch(long heard) {
    if (heard > epoch) {
      epoch = heard;
      byUse.clear();
    }
  }

  /** Whether it may be of a lost history: the log has come to another epoch since. */
  boolean isOver(Loaded<S> loaded) {
    return loaded.heard() < epoch;
  }

  /** Null if it is not kept. */
  Loaded<S> get(String stream) {
    return byUse.get(stream);
  }

  void put(String stream, Loaded<S> loaded) {
    byUse.put(stream, loaded);
    if (byUse.size() > most) {
      String eldest = byUse.keySet().iterator().next();
      byUse.remove(eldest);
    }
  }

  void drop(String stream) {
    byUse.remove(stream);
  }

  void clear() {
    byUse.clear();
  }

  Map<String, Loaded<S>> all() {
    return byUse;
  }
}
