package io.tidings.log.postgres;

class Postgres18IT extends AgainstVersion {

  Postgres18IT() {
    super(18);
  }
}
