package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L9: what a decision reads is all there is within its boundary. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface BoundaryReadConformance extends LogFixture {

  @Test
  default void L9_reading_a_boundary_gives_every_match_once_in_either_direction() {
    Story story = tell(openLog());

    for (Boundary boundary : boundaries()) {
      for (Direction direction : Direction.values()) {
        Query query = Story.query(Filter.boundary(boundary), direction);
        assertThat(story.log().readAll(query))
            .as("%s %s", boundary, direction)
            .isEqualTo(story.expected(query));
      }
    }
  }

  @Test
  default void L9_pages_of_a_boundary_join_whatever_their_size() {
    Story story = tell(openLog());

    for (int limit : new int[] {1, 2, 7}) {
      for (Direction direction : Direction.values()) {
        Query query =
            Story.limited(
                Story.query(
                    Filter.boundary(BoundarySamples.about("C1", "S2")),
                    Unit.POSITION,
                    10,
                    110,
                    direction),
                limit);
        assertThat(story.log().readAll(query)).isEqualTo(story.expected(query)).isNotEmpty();
      }
    }
  }

  @Test
  default void L9_a_boundary_and_the_other_conditions_of_a_filter_must_all_hold() {
    Story story = tell(openLog());
    Boundary boundary = BoundarySamples.about("C1", "S2");
    String stream = "enrolment-C1-S1";
    Set<String> types = Set.of(BoundarySamples.ENROLLED);

    for (Filter filter :
        List.of(
            new Filter(types, null, null, SlotRange.ALL, boundary),
            new Filter(Set.of(), "enrolment", null, SlotRange.ALL, boundary),
            new Filter(Set.of(), "none", null, SlotRange.ALL, boundary),
            new Filter(Set.of(), null, null, new SlotRange(0, 511), boundary),
            new Filter(types, "enrolment", null, new SlotRange(256, 1023), boundary),
            new Filter(Set.of(), null, stream, SlotRange.ALL, boundary),
            new Filter(types, "enrolment", stream, SlotRange.ALL, boundary))) {
      for (Direction direction : Direction.values()) {
        Query query = Story.query(filter, direction);
        assertThat(story.log().readAll(query)).as("%s", query).isEqualTo(story.expected(query));
      }
    }
    Filter ofStream = new Filter(types, null, stream, SlotRange.ALL, boundary);
    Query versions = Story.query(ofStream, Unit.VERSION, 0, Long.MAX_VALUE, Direction.FORWARD);
    assertThat(story.log().readAll(versions)).isEqualTo(story.expected(versions)).isNotEmpty();
  }

  @Test
  default void L9_an_event_that_meets_several_criteria_is_read_once() {
    AwaitedLog log = openLog();
    log.record(BoundarySamples.enrolled("C1", "S1"), BoundarySamples.enrolled("C1", "S1"));

    List<RecordedEvent> events =
        log.readAll(
            BoundarySamples.filter(
                Criterion.attribute("course", "C1"),
                Criterion.attribute("student", "S1"),
                Criterion.types(BoundarySamples.ENROLLED)));

    assertThat(events).extracting(RecordedEvent::position).containsExactly(1L, 2L);
  }

  @Test
  default void L9_a_boundary_without_matches_is_read_to_the_head() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 5));

    BoundarySamples.Attempt read =
        BoundarySamples.read(log, BoundarySamples.about("C1", "S1"), Cursor.START);

    assertThat(read.matches()).isEmpty();
    assertThat(read.read()).isEqualTo(log.head().cursor());
  }

  @Test
  default void L9_a_reader_of_a_boundary_misses_nothing_while_others_write() {
    AwaitedLog log = openLog();
    Filter filter = Filter.boundary(BoundarySamples.about("C1", "S2"));
    Poller reader = new Poller(log, filter);
    Crowd<Integer> writers =
        Crowd.start(
            writer -> {
              for (int at = 0; at < 6; at++) {
                log.record(BoundarySamples.enrolled("C" + at % 3, "S" + writer % 4));
              }
              return writer;
            });

    List<RecordedEvent> seen = reader.follow(writers).seen();

    writers.results();
    assertThat(seen).isEqualTo(log.readAll().stream().filter(filter::matches).toList());
    assertThat(seen).isNotEmpty();
  }

  private static Story tell(AwaitedLog log) {
    List<NewEvent> events = new ArrayList<>();
    for (int at = 0; at < 120; at++) {
      String type = at % 7 == 0 ? "courses.left" : BoundarySamples.ENROLLED;
      events.add(
          at % 6 == 0
              ? Samples.event("enrolment-" + at)
              : BoundarySamples.of(type, "C" + at % 4, "S" + at / 4 % 5 % 4));
    }
    log.record(events.toArray(NewEvent[]::new));
    List<RecordedEvent> all = log.readAll();
    assertThat(all).hasSize(events.size());
    return new Story(log, all);
  }

  private static List<Boundary> boundaries() {
    return List.of(
        BoundarySamples.about("C1", "S2"),
        BoundarySamples.about("C1", "none"),
        BoundarySamples.about("none", "none"),
        Boundary.anyOf(Criterion.types("courses.left")),
        Boundary.anyOf(Criterion.types("courses.left", BoundarySamples.ENROLLED, "none")),
        Boundary.anyOf(
            new Criterion(
                Set.of("courses.left", BoundarySamples.ENROLLED),
                Map.of("course", "C2", "student", "S3"))),
        Boundary.anyOf(
            new Criterion(Set.of("courses.left"), Map.of("student", "S1")),
            new Criterion(Set.of(), Map.of("course", "C0", "student", "S0")),
            Criterion.types("none"),
            Criterion.attribute("course", "C3")));
  }
}
