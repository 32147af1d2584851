package io.tidings.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.Attribute;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.EventType;
import io.tidings.sourcing.BoundaryDecider;
import io.tidings.sourcing.Decision;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundaryScenarioTest {

  sealed interface Event {}

  @EventType("test.seat-taken")
  record Taken(@Attribute("course") String course, @Attribute("student") String student)
      implements Event {}

  @EventType("test.seat-left")
  record Left(@Attribute("course") String course, @Attribute("student") String student)
      implements Event {}

  record Unnamed() implements Event {}

  record Take(String course, String student) {}

  /** A course has two seats, a student one course. */
  private record Seats(Function<Take, Boundary> drawn)
      implements BoundaryDecider<Take, Event, Set<Taken>> {

    @Override
    public Boundary boundary(Take take) {
      return drawn.apply(take);
    }

    @Override
    public Set<Taken> initial() {
      return Set.of();
    }

    @Override
    public Decision<Event> decide(Take take, Set<Taken> taken) {
      if (taken.stream().anyMatch(one -> one.student().equals(take.student()))) {
        return Decision.reject("student-busy", "one course is enough");
      }
      return taken.stream().filter(one -> one.course().equals(take.course())).count() == 2
          ? Decision.reject("course-full", "there are two seats")
          : Decision.accept(new Taken(take.course(), take.student()));
    }

    @Override
    public Set<Taken> evolve(Set<Taken> taken, Event event) {
      Set<Taken> after = new HashSet<>(taken);
      if (event instanceof Taken one) {
        after.add(one);
      } else if (event instanceof Left one) {
        after.remove(new Taken(one.course(), one.student()));
      }
      return Set.copyOf(after);
    }
  }

  private static final Taken ADA = new Taken("maths", "ada");
  private static final Taken BOB = new Taken("maths", "bob");

  private static Boundary wide(Take take) {
    return Boundary.anyOf(
        Criterion.attribute("course", take.course()),
        Criterion.attribute("student", take.student()));
  }

  private static Boundary narrow(Take take) {
    return Boundary.anyOf(Criterion.attribute("course", take.course()));
  }

  @Test
  void what_lies_within_the_boundary_is_decided_by() {
    Scenario<Take, Event, Set<Taken>> seats = Scenario.of(new Seats(BoundaryScenarioTest::wide));

    seats.given(ADA).when(new Take("physics", "ada")).thenRejected("student-busy");
    seats.given(BOB).when(new Take("maths", "cleo")).thenRejected("course-full");
    seats
        .given(new Left("maths", "bob"))
        .when(new Take("maths", "cleo"))
        .then(new Taken("maths", "cleo"))
        .when(new Take("maths", "dan"))
        .thenRejected("course-full");
  }

  @Test
  void a_boundary_that_is_too_narrow_is_found_out() {
    Scenario<Take, Event, Set<Taken>> seats =
        Scenario.of(new Seats(BoundaryScenarioTest::narrow)).given(ADA);

    assertThatThrownBy(() -> seats.when(new Take("physics", "ada")).thenRejected("student-busy"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("outside its boundary [Taken[course=maths, student=ada]]");
  }

  @Test
  void a_boundary_that_leaves_out_a_type_is_found_out() {
    Seats withoutLeaving =
        new Seats(
            take ->
                Boundary.anyOf(
                    new Criterion(Set.of("test.seat-taken"), Map.of("course", take.course()))));

    assertThatThrownBy(
            () ->
                Scenario.of(withoutLeaving)
                    .given(ADA, BOB, new Left("maths", "bob"))
                    .when(new Take("maths", "cleo"))
                    .then(new Taken("maths", "cleo")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("outside its boundary [Left[course=maths, student=bob]]");
  }

  @Test
  void the_state_is_that_within_the_boundary_of_the_last_command() {
    Taken physics = new Taken("physics", "bob");

    Scenario.of(new Seats(BoundaryScenarioTest::narrow))
        .given(ADA, physics)
        .thenState(Set.of(ADA, physics))
        .when(new Take("maths", "bob"))
        .thenState(Set.of(ADA, BOB))
        .given(new Left("maths", "ada"), new Left("physics", "bob"))
        .thenState(Set.of(BOB));
  }

  @Test
  void a_record_without_an_event_type_is_a_mistake_of_the_scenario() {
    Scenario<Take, Event, Set<Taken>> seats =
        Scenario.of(new Seats(BoundaryScenarioTest::wide)).given(new Unnamed());

    assertThatThrownBy(() -> seats.when(new Take("maths", "ada")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unnamed")
        .hasMessageContaining("@EventType");
  }
}
