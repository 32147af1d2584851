package io.tidings.examples.enrolment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.examples.enrolment.domain.EnrolmentCommand.ChangeCapacity;
import io.tidings.examples.enrolment.domain.EnrolmentCommand.EnrolStudent;
import io.tidings.examples.enrolment.domain.EnrolmentCommand.LeaveCourse;
import io.tidings.examples.enrolment.domain.EnrolmentCommand.OpenCourse;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.CourseOpened;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.StudentEnrolled;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.StudentLeft;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.testing.scenarios.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnrolmentDeciderTest {

  private static final CourseOpened MATHS = new CourseOpened("maths", 2);
  private static final StudentEnrolled ADA = new StudentEnrolled("maths", "ada");
  private static final StudentEnrolled BOB = new StudentEnrolled("maths", "bob");

  private final EnrolmentDecider decider = new EnrolmentDecider();

  private Scenario<EnrolmentCommand, EnrolmentEvent, Enrolments> university() {
    return Scenario.of(decider);
  }

  @Test
  void enrolling_rests_on_the_course_and_on_the_student() {
    assertThat(decider.boundary(new EnrolStudent("maths", "ada")))
        .isEqualTo(
            Boundary.anyOf(
                Criterion.attribute("course", "maths"), Criterion.attribute("student", "ada")));
    assertThat(decider.boundary(new OpenCourse("maths", 2)))
        .isEqualTo(Boundary.anyOf(Criterion.attribute("course", "maths")));
  }

  @Test
  void a_course_takes_as_many_as_it_has_places() {
    EnrolStudent cleo = new EnrolStudent("maths", "cleo");

    university().given(MATHS, ADA).when(new EnrolStudent("maths", "bob")).then(BOB);
    university().given(MATHS, ADA, BOB).when(cleo).thenRejected("course-full");
    university()
        .given(MATHS, ADA, BOB, new StudentLeft("maths", "ada"))
        .when(cleo)
        .then(new StudentEnrolled("maths", "cleo"));
  }

  @Test
  void a_student_attends_no_more_than_five_courses() {
    List<EnrolmentEvent> busy = new ArrayList<>(List.of(MATHS));
    for (int course = 1; course <= EnrolmentDecider.MOST_COURSES; course++) {
      busy.add(new StudentEnrolled("course-" + course, "ada"));
    }

    university().given(busy).when(new EnrolStudent("maths", "ada")).thenRejected("student-busy");
  }

  @Test
  void who_attends_already_need_not_enrol_and_who_does_not_need_not_leave() {
    university().given(MATHS, ADA).when(new EnrolStudent("maths", "ada")).thenNothing();
    university().given(MATHS).when(new LeaveCourse("maths", "ada")).thenNothing();
  }

  @Test
  void a_course_is_not_made_smaller_than_its_students_are_many() {
    university()
        .given(MATHS, ADA, BOB)
        .when(new ChangeCapacity("maths", 1))
        .thenRejected("too-many-students");
  }

  @Test
  void there_is_no_enrolling_in_what_is_not_open() {
    university().when(new EnrolStudent("maths", "ada")).thenRejected("no-such-course");
    university().given(MATHS).when(new OpenCourse("maths", 3)).thenRejected("course-open-already");
  }
}
