package io.tidings.consumers;

import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import java.util.List;

/**
 * The checkpoint of a segment: what is done and what is not. An event is done if its position is at
 * or before {@code through}, or at or before that of the entry of {@code ahead} that its slot is
 * in, and is none of {@code unfinished}. Events that wait in a held stream count as done here:
 * {@link HeldStreams} remembers them.
 *
 * @param through up to here everything was looked at
 * @param ahead slots that are further, since the segment was merged of several; mostly empty
 * @param unfinished positions that were looked at and not handled yet, ascending
 */
public record Progress(Cursor through, List<Ahead> ahead, List<Long> unfinished) {

  public record Ahead(SlotRange slots, long through) {}

  public Progress {
    ahead = List.copyOf(ahead);
    unfinished = List.copyOf(unfinished);
  }

  public static Progress at(Cursor through) {
    return new Progress(through, List.of(), List.of());
  }

  /** The highest position below which, itself included, all is done: what lag is counted from. */
  public long position() {
    return unfinished.isEmpty()
        ? through.position()
        : Math.min(through.position(), unfinished.get(0) - 1);
  }
}
