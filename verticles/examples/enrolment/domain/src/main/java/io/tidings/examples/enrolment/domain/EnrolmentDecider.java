package io.tidings.examples.enrolment.domain;

import io.tidings.examples.enrolment.domain.EnrolmentCommand.ChangeCapacity;
import io.tidings.examples.enrolment.domain.EnrolmentCommand.EnrolStudent;
import io.tidings.examples.enrolment.domain.EnrolmentCommand.LeaveCourse;
import io.tidings.examples.enrolment.domain.EnrolmentCommand.OpenCourse;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.CapacityChanged;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.CourseOpened;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.StudentEnrolled;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.StudentLeft;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.sourcing.BoundaryDecider;
import io.tidings.sourcing.Decision;

/**
 * No course has more students than its capacity, no student more than {@value #MOST_COURSES}
 * courses. The first rule is about a course and the second about a student; enrolling has to keep
 * both, so what it rests on is drawn for each command, and no lock is wider than that.
 */
public final class EnrolmentDecider
    implements BoundaryDecider<EnrolmentCommand, EnrolmentEvent, Enrolments> {

  public static final int MOST_COURSES = 5;

  @Override
  public Boundary boundary(EnrolmentCommand command) {
    Criterion course = Criterion.attribute("course", command.course());
    return command instanceof EnrolStudent enrol
        ? Boundary.anyOf(course, Criterion.attribute("student", enrol.student()))
        : Boundary.anyOf(course);
  }

  @Override
  public Enrolments initial() {
    return Enrolments.NONE;
  }

  @Override
  public Decision<EnrolmentEvent> decide(EnrolmentCommand command, Enrolments now) {
    if (command instanceof OpenCourse open) {
      return now.isOpen(open.course())
          ? Decision.reject("course-open-already", "Course " + open.course() + " is open already")
          : Decision.accept(new CourseOpened(open.course(), open.capacity()));
    } else if (!now.isOpen(command.course())) {
      return Decision.reject(
          "no-such-course", "There is no course " + command.course() + ": open it first");
    } else if (command instanceof ChangeCapacity change) {
      return change(change, now);
    } else if (command instanceof LeaveCourse leave) {
      return now.attends(leave.student(), leave.course())
          ? Decision.accept(new StudentLeft(leave.course(), leave.student()))
          : Decision.accept();
    }
    return enrol((EnrolStudent) command, now);
  }

  private static Decision<EnrolmentEvent> change(ChangeCapacity change, Enrolments now) {
    long attendants = now.attendants(change.course());
    return change.capacity() < attendants
        ? Decision.reject(
            "too-many-students",
            "Course %s has %d students: that is the least capacity"
                .formatted(change.course(), attendants))
        : Decision.accept(new CapacityChanged(change.course(), change.capacity()));
  }

  private static Decision<EnrolmentEvent> enrol(EnrolStudent enrol, Enrolments now) {
    String course = enrol.course();
    String student = enrol.student();
    if (now.attends(student, course)) {
      return Decision.accept();
    } else if (now.attendants(course) >= now.capacities().get(course)) {
      return Decision.reject("course-full", "Course " + course + " is full: choose another");
    } else if (now.coursesOf(student) >= MOST_COURSES) {
      return Decision.reject(
          "student-busy",
          "Student %s attends %d courses: leave one first".formatted(student, MOST_COURSES));
    }
    return Decision.accept(new StudentEnrolled(course, student));
  }

  @Override
  public Enrolments evolve(Enrolments now, EnrolmentEvent event) {
    return now.after(event);
  }
}
