package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.AppendResult.Overtaken;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L9: which events lie within a boundary. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface CriteriaConformance extends LogFixture {

  @Test
  default void L9_any_of_the_criteria_refuses_the_append() {
    AwaitedLog log = openLog();
    log.record(BoundarySamples.enrolled("C1", "S1"));
    Cursor since = log.head().cursor();
    long byStudent = log.record(BoundarySamples.enrolled("C2", "S1")).get(0).position();

    assertThat(
            log.append(
                Append.unless(
                    BoundarySamples.about("C1", "S1"),
                    since,
                    BoundarySamples.enrolled("C1", "S1"))))
        .isEqualTo(new Overtaken(byStudent));
  }

  @Test
  default void L9_a_criterion_needs_all_its_attributes_and_one_of_its_types() {
    AwaitedLog log = openLog();
    log.record(
        BoundarySamples.enrolled("C1", "S2"),
        BoundarySamples.enrolled("C2", "S1"),
        BoundarySamples.of("courses.left", "C1", "S1"));
    Boundary both =
        Boundary.anyOf(
            new Criterion(
                Set.of(BoundarySamples.ENROLLED, "courses.moved"),
                Map.of("course", "C1", "student", "S1")));

    log.record(Append.unless(both, Cursor.START, BoundarySamples.enrolled("C1", "S1")));

    assertThat(log.append(Append.unless(both, Cursor.START, Samples.event("order-1"))))
        .isEqualTo(new Overtaken(4));
  }

  @Test
  default void L9_a_boundary_may_be_drawn_by_types_alone() {
    AwaitedLog log = openLog();
    log.record(BoundarySamples.of("courses.left", "C1", "S1"));
    Boundary types =
        Boundary.anyOf(Criterion.types("courses.moved", "courses.left"), Criterion.types("none"));

    assertThat(log.append(Append.unless(types, Cursor.START, Samples.event("order-1"))))
        .isEqualTo(new Overtaken(1));
    log.record(Append.unless(types, log.head().cursor(), Samples.event("order-1")));
  }

  @Test
  default void L9_attributes_are_compared_as_text_letter_by_letter() {
    AwaitedLog log = openLog();
    log.record(
        Samples.builder("order-1", "number").extension("seat", 7).build(),
        Samples.builder("order-1", "flag").extension("vip", true).build(),
        Samples.builder("order-1", "text")
            .extension("guest", "Zo\u00eb % _ \"x\" \ud83d\ude80")
            .build());

    for (Criterion there :
        List.of(
            Criterion.attribute("seat", "7"),
            Criterion.attribute("vip", "true"),
            Criterion.attribute("guest", "Zo\u00eb % _ \"x\" \ud83d\ude80"))) {
      assertThat(attempt(log, there)).isInstanceOf(Overtaken.class);
    }
    for (Criterion absent :
        List.of(
            Criterion.attribute("seat", "07"),
            Criterion.attribute("vip", "TRUE"),
            Criterion.attribute("guest", "zo\u00eb % _ \"x\" \ud83d\ude80"),
            Criterion.attribute("guest", ""))) {
      assertThat(attempt(log, absent)).isInstanceOf(Recorded.class);
    }
  }

  @Test
  default void L9_values_up_to_the_limit_are_found() {
    AwaitedLog log = openLog();
    String longest = "\u00e9".repeat(Criterion.MAX_VALUE_BYTES / 2);
    log.record(
        Samples.builder("order-1", "longest").extension("long", longest).build(),
        Samples.builder("order-1", "longer").extension("longer", longest + "x").build());

    assertThat(attempt(log, Criterion.attribute("long", longest))).isEqualTo(new Overtaken(1));
    assertThat(attempt(log, Criterion.attribute("longer", longest))).isInstanceOf(Recorded.class);
  }

  private static AppendResult attempt(AwaitedLog log, Criterion criterion) {
    return log.append(
        Append.unless(Boundary.anyOf(criterion), Cursor.START, Samples.event("order-2")));
  }
}
