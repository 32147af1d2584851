package io.tidings.consumers.postgres;

import io.tidings.log.postgres.Statements;

/** The statements, each from the {@code .sql} file of its name. All are loaded with this class. */
enum Sql {
  DECLARE,
  REMOVE,
  CHANGE,
  STATUS,
  LEDGER,
  NOTE,
  CLAIM,
  LEAVE,
  CHECKPOINT,
  HOLD,
  ADVANCE,
  HELD,
  DEAD_LETTERS,
  REDRIVE,
  DISCARD,
  EDIT,
  KNOWS,
  ENTER,
  OFFER,
  SETTLED,
  FORGET,
  PULL,
  SETTLE,
  EXTEND,
  BEGIN_EFFECTS;

  private static final String USUAL_SCHEMA = "tidings.";

  private final String text = Statements.load(this);

  String text() {
    return text;
  }

  /** For connections whose search path is not ours. */
  String in(String schema) {
    return text.replace(USUAL_SCHEMA, '"' + schema + "\".");
  }
}
