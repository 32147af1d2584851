package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L3: going on from page to page loses nothing and repeats nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface PagingConformance extends LogFixture {

  @Test
  default void L3_paging_to_the_end_loses_nothing_and_repeats_nothing() {
    Story story = Story.tell(openLog());

    for (int limit : List.of(1, 7, 119, 120, 121)) {
      for (Direction direction : Direction.values()) {
        Query query = Story.query(Filter.ALL, direction);
        assertThat(story.log().readAll(Story.limited(query, limit)))
            .as("%s by %d", direction, limit)
            .isEqualTo(story.expected(query));
      }
    }
  }

  @Test
  default void L3_paging_through_a_stream_loses_nothing_and_repeats_nothing() {
    Story story = Story.tell(openLog());

    for (int limit : List.of(1, 2, 5)) {
      for (Direction direction : Direction.values()) {
        Query query =
            Story.query(Filter.stream("order-2"), Unit.VERSION, 0, Long.MAX_VALUE, direction);
        assertThat(story.log().readAll(Story.limited(query, limit)))
            .as("%s by %d", direction, limit)
            .isEqualTo(story.expected(query))
            .hasSizeGreaterThan(5);
      }
    }
  }

  @Test
  default void L3_few_matches_far_apart_are_found_page_by_page() {
    AwaitedLog log = openLog();
    List<NewEvent> rare = new ArrayList<>();
    for (int at = 0; at < 5; at++) {
      NewEvent match = Samples.ofType("samples.rare", "rare-" + at);
      rare.add(match);
      log.record(match);
      log.record(Samples.events("order-" + at, 1000));
    }

    Query query = Query.after(Cursor.START, Filter.types("samples.rare"), 2);

    assertThat(log.readAll(query)).extracting(RecordedEvent::event).isEqualTo(rare);
  }

  @Test
  default void L3_the_last_page_has_looked_as_far_as_the_head() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1"));
    log.record(Samples.events("order-2", 10));

    assertThat(last(log, Query.after(Cursor.START, Filter.ALL, 4)).through()).isEqualTo(11);
    assertThat(last(log, Query.after(Cursor.START, Filter.stream("order-1"), 4)).through())
        .isEqualTo(11);
    assertThat(last(log, Query.after(Cursor.START, Filter.types("none"), 4)).through())
        .isEqualTo(11);
  }

  @Test
  default void L3_behind_the_last_page_there_is_nothing_but_what_is_appended_later() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1"));
    log.record(Samples.events("order-2", 10));
    for (Filter filter : List.of(Filter.ALL, Filter.stream("order-1"), Filter.category("order"))) {
      Query query = Query.after(log.head().cursor(), filter, 3);
      Query onward = query.onward(last(log, query).through());
      assertThat(log.read(onward).events()).isEmpty();
      assertThat(log.read(onward).end()).isTrue();

      NewEvent later = Samples.event("order-1");
      log.record(later);

      assertThat(log.readAll(onward)).extracting(RecordedEvent::event).containsExactly(later);
    }
  }

  @Test
  default void L3_behind_the_last_page_of_a_stream_is_what_is_appended_to_it_later() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-2", 10));
    log.record(Samples.events("order-1", 5));
    Query query = Query.stream("order-1", 0, 2);
    Page end = last(log, query);
    assertThat(log.read(query.onward(end.through())).events()).isEmpty();

    NewEvent later = Samples.event("order-1");
    log.record(later);

    assertThat(log.readAll(query.onward(end.through())))
        .extracting(RecordedEvent::event)
        .containsExactly(later);
  }

  @Test
  default void L3_paging_backward_does_not_see_what_is_appended_meanwhile() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 10));
    List<RecordedEvent> before = log.readAll();
    Query query = Story.limited(Story.query(Filter.ALL, Direction.BACKWARD), 4);

    Page first = log.read(query);
    log.record(Samples.events("order-1", 10));
    List<RecordedEvent> rest = log.readAll(query.onward(first.through()));

    List<RecordedEvent> read = new ArrayList<>(first.events());
    read.addAll(rest);
    assertThat(read).hasSize(10).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  default void a_page_of_large_events_ends_early() {
    AwaitedLog log = openLog();
    int size = 1024 * 1024;
    for (int at = 0; at < 10; at++) {
      log.record(Samples.sized("order-" + at % 2, size));
    }

    for (Direction direction : Direction.values()) {
      Query query = Story.query(Filter.ALL, direction);
      Page first = log.read(query);
      assertThat(first.end()).isFalse();
      assertThat(first.events()).hasSizeBetween(1, Query.MAX_PAGE_BYTES / size);
      assertThat(log.readAll(query)).hasSize(10);
    }
    assertThat(log.readStream("order-1")).hasSize(5);
  }

  private static Page last(AwaitedLog log, Query query) {
    Query next = query;
    Page page = log.read(next);
    while (!page.end()) {
      next = next.onward(page.through());
      page = log.read(next);
    }
    return page;
  }
}
