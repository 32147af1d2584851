package io.tidings.log.postgres;

class Postgres14IT extends AgainstVersion {

  Postgres14IT() {
    super(14);
  }
}
