package io.tidings.examples.enrolment.domain;

import io.tidings.model.Attribute;
import io.tidings.model.EventFamily;
import io.tidings.model.EventType;

/** What happens to courses and students. */
public sealed interface EnrolmentEvent {

  EventFamily<EnrolmentEvent> FAMILY = EventFamily.of(EnrolmentEvent.class).build();

  @EventType("university.course-opened")
  record CourseOpened(@Attribute("course") String course, int capacity) implements EnrolmentEvent {}

  @EventType("university.capacity-changed")
  record CapacityChanged(@Attribute("course") String course, int capacity)
      implements EnrolmentEvent {}

  @EventType("university.student-enrolled")
  record StudentEnrolled(@Attribute("course") String course, @Attribute("student") String student)
      implements EnrolmentEvent {}

  @EventType("university.student-left")
  record StudentLeft(@Attribute("course") String course, @Attribute("student") String student)
      implements EnrolmentEvent {}
}
