package io.tidings.log.postgres;

/** The statements, each from the {@code .sql} file of its name. All are loaded with this class. */
enum Sql {
  APPEND,
  HEAD,
  RESOLVE,
  READ_LOG_FORWARD,
  READ_LOG_BACKWARD,
  READ_STREAM_FORWARD,
  READ_STREAM_BACKWARD,
  READ_TYPES_FORWARD,
  READ_TYPES_BACKWARD,
  READ_CATEGORY_FORWARD,
  READ_CATEGORY_BACKWARD,
  READ_SLOTS_FORWARD,
  READ_SLOTS_BACKWARD,
  READ_BOUNDARY_FORWARD,
  READ_BOUNDARY_BACKWARD,
  SCHEDULE,
  SCHEDULE_CANCEL,
  SCHEDULE_GET,
  SCHEDULE_LIST,
  SCHEDULE_CLAIM,
  SCHEDULE_SETTLE,
  SCHEDULE_FORGET;

  private final String text = Statements.load(this);

  String text() {
    return text;
  }
}
