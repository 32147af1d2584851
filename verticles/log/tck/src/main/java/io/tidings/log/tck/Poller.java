package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A reader that polls the log while others write, each time from where it stands. */
final class Poller {

  private final AwaitedLog log;
  private final Filter filter;
  private final List<RecordedEvent> seen = new ArrayList<>();
  private final Set<Long> heads = new HashSet<>();
  private Cursor cursor;

  Poller(AwaitedLog log, Filter filter) {
    this.log = log;
    this.filter = filter;
    this.cursor = new Cursor(log.head().epoch(), 0);
  }

  /** Polls as long as the writers work, and then to the end. */
  Poller follow(Crowd<?> writers) {
    boolean more = true;
    while (more) {
      more = writers.working();
      more |= !poll().end();
    }
    return this;
  }

  /** What was seen, in the order in which it was. */
  List<RecordedEvent> seen() {
    return seen;
  }

  /** The positions at which the log was seen to end. */
  Set<Long> heads() {
    return heads;
  }

  private Page poll() {
    Page page = log.read(Query.after(cursor, filter, Query.MAX_LIMIT));
    if (filter.equals(Filter.ALL)) {
      long next = cursor.position();
      for (RecordedEvent event : page.events()) {
        assertThat(event.position()).as("the position after %d", next).isEqualTo(++next);
      }
    }
    assertThat(page.head().position())
        .as("the head does not go back")
        .isGreaterThanOrEqualTo(cursor.position());
    seen.addAll(page.events());
    heads.add(page.head().position());
    cursor = new Cursor(page.head().epoch(), page.through());
    return page;
  }
}
