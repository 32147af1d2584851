package io.tidings.log.postgres;

class Postgres16IT extends AgainstVersion implements SqlConformance {

  Postgres16IT() {
    super(16);
  }
}
