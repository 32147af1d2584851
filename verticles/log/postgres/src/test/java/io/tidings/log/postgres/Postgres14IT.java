package io.tidings.log.postgres;

import io.tidings.log.tck.EventLogConformance;

class Postgres14IT extends AgainstVersion implements EventLogConformance {

  Postgres14IT() {
    super(14);
  }
}
