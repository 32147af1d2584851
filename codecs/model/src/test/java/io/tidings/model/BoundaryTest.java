package io.tidings.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundaryTest {

  private static final NewEvent EVENT =
      NewEvent.builder("1", "/s", "courses.student-enrolled")
          .extension("course", "C1")
          .extension("seat", 7)
          .build();

  @Test
  void any_criterion_is_enough_and_a_criterion_needs_all_it_names() {
    Criterion both = new Criterion(Set.of("a", EVENT.type()), Map.of("course", "C1", "seat", "7"));
    Criterion other = new Criterion(Set.of(), Map.of("course", "C1", "seat", "8"));

    assertThat(Boundary.anyOf(other, both).matches(EVENT)).isTrue();
    assertThat(Boundary.anyOf(other, Criterion.types("a")).matches(EVENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Course", "a-b", "id", "type", "tidingsposition", "correlationid"})
  void a_name_that_no_index_can_have_is_refused(String name) {
    assertThatThrownBy(() -> Criterion.attribute(name, "x")).isInstanceOf(InvalidEvent.class);
  }

  @Test
  void what_is_too_long_or_too_much_is_refused() {
    Criterion.attribute("a".repeat(64), "x".repeat(512));
    List<Criterion> most = Collections.nCopies(64, Criterion.types("a"));

    assertThatThrownBy(() -> Criterion.attribute("a".repeat(65), "x"))
        .isInstanceOf(InvalidEvent.class);
    assertThatThrownBy(() -> Criterion.attribute("a", "x".repeat(513)))
        .isInstanceOf(InvalidEvent.class)
        .hasMessageContaining("512");
    assertThatThrownBy(() -> Criterion.types("")).isInstanceOf(InvalidEvent.class);
    assertThat(new Boundary(most).anyOf()).hasSize(64);
    assertThatThrownBy(() -> new Boundary(Collections.nCopies(65, Criterion.types("a"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_filter_without_a_boundary_takes_every_event() {
    RecordedEvent recorded = new RecordedEvent(EVENT, 1, 1, 1, java.time.Instant.EPOCH);

    assertThat(Filter.ALL.matches(recorded)).isTrue();
    assertThat(Filter.boundary(Boundary.anyOf(Criterion.attribute("seat", "7"))).matches(recorded))
        .isTrue();
    assertThat(Filter.boundary(Boundary.anyOf(Criterion.attribute("seat", "8"))).matches(recorded))
        .isFalse();
  }
}
