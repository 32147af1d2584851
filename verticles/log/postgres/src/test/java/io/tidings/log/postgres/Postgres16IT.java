package io.tidings.log.postgres;

class Postgres16IT extends AgainstVersion {

  Postgres16IT() {
    super(16);
  }
}
