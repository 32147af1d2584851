package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Reads by position and by stream, forward and backward, between bounds. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface ReadConformance extends LogFixture {

  @Test
  default void an_empty_log_gives_an_empty_page_that_is_the_last() {
    AwaitedLog log = openLog();
    for (Direction direction : Direction.values()) {
      Page page = log.read(Story.query(Filter.ALL, direction));
      assertThat(page.events()).isEmpty();
      assertThat(page.end()).isTrue();
    }
    log.record(Samples.event("order-1"));
    assertThat(log.readAll()).hasSize(1);
  }

  @Test
  default void a_stream_that_does_not_exist_gives_an_empty_page_that_is_the_last() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));

    Page page = log.read(Query.stream("order-2", 0, 10));

    assertThat(page.events()).isEmpty();
    assertThat(page.end()).isTrue();
    assertThat(log.readStream("order-1")).hasSize(3);
  }

  @Test
  default void the_log_is_read_in_order_of_position_forward_and_backward() {
    Story story = Story.tell(openLog());

    for (Direction direction : Direction.values()) {
      Query query = Story.query(Filter.ALL, direction);
      assertThat(story.log().readAll(query)).isEqualTo(story.expected(query)).hasSize(120);
    }
  }

  @Test
  default void the_bounds_of_positions_are_exclusive() {
    Story story = Story.tell(openLog());

    for (Direction direction : Direction.values()) {
      Query query = Story.query(Filter.ALL, Unit.POSITION, 17, 23, direction);
      assertThat(story.log().readAll(query)).isEqualTo(story.expected(query)).hasSize(5);
    }
  }

  @Test
  default void bounds_that_leave_nothing_between_them_give_an_empty_page_that_is_the_last() {
    Story story = Story.tell(openLog());

    for (Direction direction : Direction.values()) {
      for (long before : List.of(0L, 1L, 20L, 21L)) {
        Query query = Story.query(Filter.ALL, Unit.POSITION, 20, before, direction);
        Page page = story.log().read(query);
        assertThat(page.events()).isEmpty();
        assertThat(page.end()).isTrue();
      }
    }
  }

  @Test
  default void a_stream_is_read_by_version_forward_and_backward() {
    Story story = Story.tell(openLog());

    for (String stream : Story.STREAMS) {
      for (Direction direction : Direction.values()) {
        Query query =
            Story.query(Filter.stream(stream), Unit.VERSION, 0, Long.MAX_VALUE, direction);
        assertThat(story.log().readAll(query)).isEqualTo(story.expected(query)).isNotEmpty();
      }
    }
  }

  @Test
  default void the_bounds_of_versions_are_exclusive() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-2", 4));
    log.record(Samples.events("order-1", 9));

    for (Direction direction : Direction.values()) {
      Query query = Story.query(Filter.stream("order-1"), Unit.VERSION, 3, 7, direction);
      assertThat(log.readAll(query))
          .extracting(RecordedEvent::version)
          .containsExactlyInAnyOrder(4L, 5L, 6L);
    }
  }

  @Test
  default void a_version_beyond_the_end_of_the_stream_gives_an_empty_page_that_is_the_last() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));

    for (Direction direction : Direction.values()) {
      Query query =
          Story.query(Filter.stream("order-1"), Unit.VERSION, 50, Long.MAX_VALUE, direction);
      Page page = log.read(query);
      assertThat(page.events()).isEmpty();
      assertThat(page.end()).isTrue();
    }
    assertThat(log.readStream("order-1")).hasSize(3);
  }

  @Test
  default void a_stream_can_be_read_between_positions_as_well() {
    Story story = Story.tell(openLog());

    for (Direction direction : Direction.values()) {
      Query query = Story.query(Filter.stream("order-1"), Unit.POSITION, 20, 90, direction);
      assertThat(story.log().readAll(query)).isEqualTo(story.expected(query)).isNotEmpty();
    }
  }

  @Test
  default void a_stream_can_be_read_by_version_and_type() {
    Story story = Story.tell(openLog());

    for (Direction direction : Direction.values()) {
      Filter filter = new Filter(Set.of("a.paid"), null, "order-1", Filter.ALL.slots());
      Query query = Story.query(filter, Unit.VERSION, 1, 12, direction);
      assertThat(story.log().readAll(query)).isEqualTo(story.expected(query)).isNotEmpty();
    }
  }

  @Test
  default void a_page_holds_at_most_as_many_as_asked_for_nearest_to_where_it_begins() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 10));

    Query forward = Story.limited(Story.query(Filter.ALL, Direction.FORWARD), 3);
    Query backward = Story.limited(Story.query(Filter.ALL, Direction.BACKWARD), 3);

    assertThat(log.read(forward).events())
        .extracting(RecordedEvent::position)
        .containsExactly(1L, 2L, 3L);
    assertThat(log.read(backward).events())
        .extracting(RecordedEvent::position)
        .containsExactly(10L, 9L, 8L);
  }

  @Test
  default void the_last_event_of_a_stream_can_be_read_alone() {
    AwaitedLog log = openLog();
    NewEvent last = Samples.event("order-1");
    log.record(Samples.events("order-1", 5));
    log.record(last);
    log.record(Samples.events("order-2", 5));

    Query newest =
        new Query(
            Filter.stream("order-1"), Unit.VERSION, 0, 0, Long.MAX_VALUE, Direction.BACKWARD, 1);

    assertThat(log.read(newest).events()).extracting(RecordedEvent::event).containsExactly(last);
  }

  @Test
  default void streams_of_any_name_are_read_back_each_for_itself() {
    AwaitedLog log = openLog();
    for (String stream : Samples.streamNames()) {
      log.record(Samples.event(stream), Samples.event(stream));
    }

    for (String stream : Samples.streamNames()) {
      List<RecordedEvent> events = log.readStream(stream);
      assertThat(events).extracting(RecordedEvent::stream).containsOnly(stream);
      assertThat(events)
          .extracting(RecordedEvent::version)
          .isEqualTo(LongStream.rangeClosed(1, 2).boxed().toList());
    }
  }
}
