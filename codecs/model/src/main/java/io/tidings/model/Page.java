package io.tidings.model;

import java.util.List;

/**
 * A page of what a {@link Query} asked for, in its direction. Every matching event between the
 * query's bound and {@code through} is in it. It may hold fewer than asked for, even none, and yet
 * not be the last: reading costs bounded work. Go on from {@code through} until {@code end}.
 *
 * @param through how far was looked, inclusive, in the query's unit
 * @param end whether nothing more lay in that direction when the page was read
 * @param head of the log when the page was read
 */
public record Page(List<RecordedEvent> events, long through, boolean end, Head head) {

  public Page {
    events = List.copyOf(events);
  }
}
