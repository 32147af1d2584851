package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Declared;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Recorded;

/** What one consumer has done with each row of the log, by the row's index. */
final class Consumption {

  private final Declared declared;
  private final Log log;
  private final Handled[] handled;
  private final Applied[] applied;
  private boolean applies;
  private boolean handles;

  Consumption(Declared declared, Log log) {
    this.declared = declared;
    this.log = log;
    handled = new Handled[log.size()];
    applied = new Applied[log.size()];
    applies = declared.applies();
  }

  void add(Handled entry) {
    handles = true;
    int index = log.index(entry.position());
    if (index >= 0 && handled[index] == null) {
      handled[index] = entry;
    }
  }

  void add(Applied entry) {
    applies = true;
    int index = log.index(entry.position());
    if (index >= 0 && applied[index] == null) {
      applied[index] = entry;
    }
  }

  Declared declared() {
    return declared;
  }

  String name() {
    return declared.consumer();
  }

  /** The first time; null if never. */
  Handled handled(int index) {
    return handled[index];
  }

  /** The first effect; null if there is none. */
  Applied applied(int index) {
    return applied[index];
  }

  /** It leaves effects in the database. */
  boolean applies() {
    return applies;
  }

  /**
   * What tells when it first did its work: its handler, or, of one that does not write down when
   * its handlers run, the effect. Null if it never did.
   */
  Entry first(int index) {
    return handles ? handled[index] : applied[index];
  }

  boolean isDone(int index) {
    return handled[index] != null || applied[index] != null;
  }

  /** The consumer has asked for this row, and nothing may hold it back. */
  boolean mustHandle(int index) {
    Recorded row = log.row(index);
    return row.position() > declared.after()
        && !declared.poisoned().contains(row.stream())
        && (declared.category().isEmpty() || declared.category().equals(category(row.stream())));
  }

  /** The index of the last row that it has come to, or -1. */
  int reached() {
    int last = log.size() - 1;
    while (last >= 0 && !isDone(last)) {
      last--;
    }
    return last;
  }

  private static String category(String stream) {
    int dash = stream.indexOf('-');
    return dash < 0 ? stream : stream.substring(0, dash);
  }
}
