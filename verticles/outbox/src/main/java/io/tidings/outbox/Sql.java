package io.tidings.outbox;

import io.tidings.log.postgres.Statements;

/** The statements, each from the {@code .sql} file of its name. All are loaded with this class. */
enum Sql {
  PAGE,
  SETTLE,
  BEGIN,
  KEEP,
  RELEASE,
  MUTE,
  UNMUTE;

  private final String text = Statements.load(this);

  String text() {
    return text;
  }
}
