package io.tidings.log.postgres;

class Postgres15IT extends AgainstVersion {

  Postgres15IT() {
    super(15);
  }
}
