package io.tidings.log.postgres;

class Postgres15IT extends AgainstVersion implements SqlConformance {

  Postgres15IT() {
    super(15);
  }
}
