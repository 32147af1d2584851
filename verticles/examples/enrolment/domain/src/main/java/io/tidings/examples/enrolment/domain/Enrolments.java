package io.tidings.examples.enrolment.domain;

import io.tidings.examples.enrolment.domain.EnrolmentEvent.CapacityChanged;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.CourseOpened;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.StudentEnrolled;
import io.tidings.examples.enrolment.domain.EnrolmentEvent.StudentLeft;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who attends what, as far as the events inside one boundary tell.
 *
 * @param capacities by course
 * @param enrolled pairs of course and student
 */
public record Enrolments(Map<String, Integer> capacities, Set<Enrolment> enrolled) {

  public record Enrolment(String course, String student) {}

  static final Enrolments NONE = new Enrolments(Map.of(), Set.of());

  public Enrolments {
    capacities = Map.copyOf(capacities);
    enrolled = Set.copyOf(enrolled);
  }

  boolean isOpen(String course) {
    return capacities.containsKey(course);
  }

  boolean attends(String student, String course) {
    return enrolled.contains(new Enrolment(course, student));
  }

  long attendants(String course) {
    return enrolled.stream().filter(one -> one.course().equals(course)).count();
  }

  long coursesOf(String student) {
    return enrolled.stream().filter(one -> one.student().equals(student)).count();
  }

  Enrolments after(EnrolmentEvent event) {
    Map<String, Integer> capacities = new HashMap<>(this.capacities);
    Set<Enrolment> enrolled = new HashSet<>(this.enrolled);
    if (event instanceof CourseOpened opened) {
      capacities.put(opened.course(), opened.capacity());
    } else if (event instanceof CapacityChanged changed) {
      capacities.put(changed.course(), changed.capacity());
    } else if (event instanceof StudentEnrolled came) {
      enrolled.add(new Enrolment(came.course(), came.student()));
    } else if (event instanceof StudentLeft left) {
      enrolled.remove(new Enrolment(left.course(), left.student()));
    }
    return new Enrolments(capacities, enrolled);
  }
}
