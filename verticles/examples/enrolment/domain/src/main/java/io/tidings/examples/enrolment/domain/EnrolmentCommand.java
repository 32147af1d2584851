package io.tidings.examples.enrolment.domain;

import io.tidings.sourcing.CommandType;

/** What is asked of the university. */
public sealed interface EnrolmentCommand {

  String course();

  @CommandType("open-course")
  record OpenCourse(String course, int capacity) implements EnrolmentCommand {}

  @CommandType("change-capacity")
  record ChangeCapacity(String course, int capacity) implements EnrolmentCommand {}

  @CommandType("enrol-student")
  record EnrolStudent(String course, String student) implements EnrolmentCommand {}

  @CommandType("leave-course")
  record LeaveCourse(String course, String student) implements EnrolmentCommand {}
}
