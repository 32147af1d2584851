package io.tidings.log.postgres;

import io.tidings.log.tck.EventLogConformance;

class Postgres18IT extends AgainstVersion implements EventLogConformance {

  Postgres18IT() {
    super(18);
  }
}
