package io.tidings.consumers.engine;

import io.tidings.consumers.Progress;
import io.tidings.model.Cursor;
import java.util.List;
import java.util.TreeSet;

/**
 * What of a segment is done and what is not: {@link Progress} while it moves. It begins with that
 * of the last checkpoint, of which the part behind the first unfinished event is read again and
 * skipped by arithmetic.
 */
final class Window {

  private final TreeSet<Long> unfinished;
  private final TreeSet<Long> unseen;
  private final long resumedAt;
  private List<Progress.Ahead> ahead;
  private long epoch;
  private long through;
  private long read;
  private long changes;

  Window(Progress progress) {
    unfinished = new TreeSet<>(progress.unfinished());
    unseen = new TreeSet<>(progress.unfinished());
    ahead = progress.ahead();
    epoch = progress.through().epoch();
    through = progress.through().position();
    read = progress.position();
    resumedAt = through;
  }

  /** Up to here everything was looked at, as far as streams of this slot go. */
  long through(int slot) {
    long highest = through;
    for (Progress.Ahead one : ahead) {
      if (one.slots().contains(slot)) {
        highest = Math.max(highest, one.through());
      }
    }
    return highest;
  }

  boolean isDone(long position, int slot) {
    return position <= (ahead.isEmpty() ? through : through(slot))
        && (unfinished.isEmpty() || !unfinished.contains(position));
  }

  /** The event is looked at; whether it was before, and not finished. */
  boolean look(long position) {
    if (position > through) {
      through = position;
    }
    return !unseen.isEmpty() && unseen.remove(position);
  }

  /** It is not done yet. */
  void begin(long position) {
    unfinished.add(position);
    changes++;
  }

  void done(long position) {
    if (!unfinished.isEmpty() && unfinished.remove(position)) {
      changes++;
    }
  }

  /** Everything up to the cursor was looked at; what did not come by it does not match any more. */
  void passed(Cursor cursor) {
    epoch = cursor.epoch();
    read = cursor.position();
    through = Math.max(through, read);
    while (!unseen.isEmpty() && unseen.first() <= read) {
      done(unseen.pollFirst());
    }
    forgetWhatIsNotAhead();
  }

  private void forgetWhatIsNotAhead() {
    if (!ahead.isEmpty() && ahead.stream().anyMatch(one -> one.through() <= through)) {
      ahead = ahead.stream().filter(one -> one.through() > through).toList();
    }
  }

  /** Whether nothing is read again any more of what was looked at before. */
  boolean resumed() {
    return read >= resumedAt && unseen.isEmpty();
  }

  long through() {
    return through;
  }

  /** Differs when {@link #progress} has other unfinished events. */
  long changes() {
    return changes;
  }

  /** Where to read on. */
  Cursor cursor() {
    return new Cursor(epoch, position());
  }

  /** As it was at a cursor before; what is ahead of it is not known to be shared. */
  Window backTo(Cursor shared) {
    List<Long> left =
        unfinished.stream().filter(position -> position <= shared.position()).toList();
    return new Window(new Progress(shared, List.of(), left));
  }

  long position() {
    return unfinished.isEmpty() ? through : Math.min(through, unfinished.first() - 1);
  }

  Progress progress() {
    forgetWhatIsNotAhead();
    return new Progress(new Cursor(epoch, through), ahead, List.copyOf(unfinished));
  }
}
