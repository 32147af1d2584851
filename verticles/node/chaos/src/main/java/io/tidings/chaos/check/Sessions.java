package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Opened;
import io.tidings.chaos.history.Entry.Seen;
import io.tidings.chaos.history.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What live subscribers saw, by reader and session. */
final class Sessions {

  /**
   * @param opened null if only what it saw is known
   */
  record Session(Opened opened, List<Seen> seen) {

    /** The position behind which it began. */
    long after() {
      return opened != null ? opened.after() : seen.get(0).position() - 1;
    }

    /** The last position that it came to. */
    long reached() {
      return Math.max(after(), seen.stream().mapToLong(Seen::position).max().orElse(0));
    }
  }

  private final Map<String, Map<Integer, Session>> readers = new TreeMap<>();

  Sessions(History history) {
    for (Opened opened : history.all(Opened.class)) {
      of(opened.reader()).put(opened.session(), new Session(opened, new ArrayList<>()));
    }
    for (Seen seen : history.all(Seen.class)) {
      of(seen.reader())
          .computeIfAbsent(seen.session(), number -> new Session(null, new ArrayList<>()))
          .seen()
          .add(seen);
    }
  }

  private Map<Integer, Session> of(String reader) {
    return readers.computeIfAbsent(reader, name -> new TreeMap<>());
  }

  Collection<String> readers() {
    return readers.keySet();
  }

  /** In their order. */
  Collection<Session> sessions(String reader) {
    return readers.get(reader).values();
  }
}
