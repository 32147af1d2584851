package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.tck.BoundarySamples.Attempt;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.AppendResult.Overtaken;
import io.tidings.model.AppendResult.PartialRepeat;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.AppendResult.Reused;
import io.tidings.model.AppendResult.Stale;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.model.Unchanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L9: decisions over more than one stream. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface BoundaryConformance extends LogFixture {

  @Test
  default void L9_an_append_passes_while_nothing_within_its_boundary_is_recorded() {
    AwaitedLog log = openLog();
    log.record(BoundarySamples.enrolled("C1", "S1"));
    Cursor since = log.head().cursor();
    log.record(BoundarySamples.enrolled("C2", "S2"), Samples.event("course-C1"));

    List<Receipt> receipts =
        log.record(
            Append.unless(
                BoundarySamples.about("C1", "S1"), since, BoundarySamples.enrolled("C1", "S3")));

    assertThat(receipts).extracting(Receipt::position).containsExactly(4L);
  }

  @Test
  default void L9_an_event_within_the_boundary_refuses_the_append_and_is_named() {
    AwaitedLog log = openLog();
    log.record(BoundarySamples.enrolled("C1", "S1"));
    Cursor since = log.head().cursor();
    long byCourse = log.record(BoundarySamples.enrolled("C1", "S2")).get(0).position();
    log.record(BoundarySamples.enrolled("C9", "S9"));

    assertThat(
            log.append(
                Append.unless(
                    BoundarySamples.about("C1", "S7"),
                    since,
                    BoundarySamples.enrolled("C1", "S7"))))
        .isEqualTo(new Overtaken(byCourse));
    assertThat(log.readAll()).as("nothing was recorded").hasSize(3);
  }

  @Test
  default void L9_a_repeat_is_a_repeat_though_its_own_events_lie_within_the_boundary() {
    AwaitedLog log = openLog();
    log.record(BoundarySamples.enrolled("C1", "S0"));
    Append append =
        Append.unless(
            BoundarySamples.about("C1", "S1"),
            log.head().cursor(),
            BoundarySamples.enrolled("C1", "S1"));
    List<Receipt> first = log.record(append);
    log.record(BoundarySamples.enrolled("C1", "S2"));

    assertThat(log.repeat(append)).isEqualTo(first);
  }

  @Test
  default void L9_a_reused_id_and_a_partial_repeat_are_refused_before_the_boundary() {
    AwaitedLog log = openLog();
    NewEvent known = BoundarySamples.enrolled("C1", "S1");
    log.record(known);
    Boundary boundary = BoundarySamples.about("C1", "S1");
    NewEvent other = Samples.builder("order-1", known.id()).build();

    assertThat(log.append(Append.unless(boundary, Cursor.START, other)))
        .isEqualTo(new Reused(known.source(), known.id(), 1));
    assertThat(log.append(Append.unless(boundary, Cursor.START, known, Samples.event("order-1"))))
        .isInstanceOf(PartialRepeat.class);
  }

  @Test
  default void L9_a_stale_version_is_answered_before_an_overtaken_boundary() {
    AwaitedLog log = openLog();
    log.record(BoundarySamples.enrolled("C1", "S1"));
    Unchanged unchanged = new Unchanged(BoundarySamples.about("C1", "S1"), Cursor.START);
    List<NewEvent> events = List.of(Samples.event("order-1"));

    assertThat(log.append(new Append(events, Map.of("order-1", 3L), unchanged)))
        .isEqualTo(new Stale("order-1", 3, 0));
    assertThat(log.append(new Append(events, Map.of("order-1", 0L), unchanged)))
        .isEqualTo(new Overtaken(1));
    log.record(
        new Append(
            events,
            Map.of("order-1", 0L),
            new Unchanged(unchanged.boundary(), log.head().cursor())));
  }

  @Test
  default void L9_in_a_batch_the_recorded_appends_before_count_and_the_refused_ones_do_not() {
    AwaitedLog log = openLog();
    log.record(Samples.event("order-1"));
    Cursor since = log.head().cursor();
    Boundary first = BoundarySamples.about("C1", "S1");

    List<AppendResult> results =
        log.appendAll(
            Append.to("order-1", 7, BoundarySamples.enrolled("C1", "S0")),
            Append.unless(first, since, BoundarySamples.enrolled("C1", "S1")),
            Append.unless(first, since, BoundarySamples.enrolled("C1", "S2")),
            Append.unless(
                BoundarySamples.about("C2", "S2"), since, BoundarySamples.enrolled("C2", "S2")),
            Append.of(BoundarySamples.enrolled("C3", "S3")),
            Append.unless(
                BoundarySamples.about("C3", "S4"), since, BoundarySamples.enrolled("C3", "S4")));

    assertThat(results.get(0)).isInstanceOf(Stale.class);
    assertThat(results.get(1)).isInstanceOf(Recorded.class);
    assertThat(results.get(2)).isEqualTo(new Overtaken(2));
    assertThat(results.get(3)).isInstanceOf(Recorded.class);
    assertThat(results.get(4)).isInstanceOf(Recorded.class);
    assertThat(results.get(5)).isEqualTo(new Overtaken(4));
    assertThat(log.readAll()).hasSize(4);
  }

  @Test
  default void L9_the_events_of_the_append_itself_may_lie_within_its_boundary() {
    AwaitedLog log = openLog();

    List<Receipt> receipts =
        log.record(
            Append.unless(
                BoundarySamples.about("C1", "S1"),
                Cursor.START,
                BoundarySamples.enrolled("C1", "S1"),
                BoundarySamples.enrolled("C1", "S2")));

    assertThat(receipts).hasSize(2);
  }

  @Test
  default void L9_a_cursor_of_a_lost_future_is_overtaken_at_no_position() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));
    long epoch = log.head().epoch();
    Boundary boundary = BoundarySamples.about("C1", "S1");

    for (Cursor lost :
        List.of(
            new Cursor(epoch, 4),
            new Cursor(0, 4),
            new Cursor(epoch + 1, 1),
            new Cursor(epoch - 1, 1))) {
      assertThat(log.append(Append.unless(boundary, lost, Samples.event("order-1"))))
          .as("since %s", lost)
          .isEqualTo(new Overtaken(0));
    }
    for (Cursor good : List.of(new Cursor(epoch, 3), new Cursor(0, 3), new Cursor(epoch - 1, 0))) {
      log.record(Append.unless(boundary, good, Samples.event("order-1")));
    }
  }

  @Test
  default void L9_whoever_was_overtaken_reads_on_and_decides_again() {
    AwaitedLog log = openLog();
    log.record(BoundarySamples.enrolled("C1", "S1"));
    Boundary boundary = BoundarySamples.about("C1", "S2");
    Attempt decided = BoundarySamples.read(log, boundary, Cursor.START);
    log.record(BoundarySamples.enrolled("C1", "S9"));
    NewEvent event = BoundarySamples.enrolled("C1", "S2");

    assertThat(log.append(Append.unless(boundary, decided.read(), event)))
        .isEqualTo(new Overtaken(2));
    Attempt again = BoundarySamples.read(log, boundary, decided.read());

    assertThat(again.matches()).extracting(RecordedEvent::position).containsExactly(2L);
    log.record(Append.unless(boundary, again.read(), event));
  }

  @Test
  default void L9_under_many_writers_no_course_has_more_students_than_places() {
    AwaitedLog log = openLog();
    int courses = 3;
    int places = 10;

    List<Integer> enrolments =
        Crowd.start(
                writer -> {
                  int enrolled = 0;
                  for (int course = 0; course < courses; course++) {
                    enrolled += BoundarySamples.enrol(log, "C" + course, "S" + writer, places, 2);
                  }
                  return enrolled;
                })
            .results();

    for (int course = 0; course < courses; course++) {
      List<RecordedEvent> students =
          log.readAll(BoundarySamples.filter(Criterion.attribute("course", "C" + course)));
      assertThat(students).as("students of course %d", course).hasSize(places);
    }
    assertThat(enrolments).allMatch(enrolled -> enrolled <= 2);
    assertThat(enrolments.stream().mapToInt(Integer::intValue).sum()).isEqualTo(courses * places);
  }

  @Test
  default void L9_of_many_writers_that_claim_one_name_one_gets_it() {
    AwaitedLog log = openLog();
    Boundary name = Boundary.anyOf(Criterion.attribute("username", "zo\u00eb"));

    List<AppendResult> results =
        Crowd.start(
                writer ->
                    log.append(
                        Append.unless(
                            name,
                            Cursor.START,
                            Samples.builder("user-" + writer, "claim-" + writer)
                                .extension("username", "zo\u00eb")
                                .build())))
            .results();

    List<AppendResult> refused = new ArrayList<>(results);
    assertThat(refused.removeIf(Recorded.class::isInstance)).isTrue();
    assertThat(refused).hasSize(Crowd.SIZE - 1).containsOnly(new Overtaken(1));
    assertThat(log.readAll()).hasSize(1);
  }
}
