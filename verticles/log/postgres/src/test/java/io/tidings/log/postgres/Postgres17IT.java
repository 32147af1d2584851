package io.tidings.log.postgres;

class Postgres17IT extends AgainstVersion {

  Postgres17IT() {
    super(17);
  }
}
