package io.tidings.log.postgres;

class Postgres17IT extends AgainstVersion implements SqlConformance {

  Postgres17IT() {
    super(17);
  }
}
