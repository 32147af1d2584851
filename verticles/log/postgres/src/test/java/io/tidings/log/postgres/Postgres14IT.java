package io.tidings.log.postgres;

import io.tidings.log.tck.EventLogConformance;
import io.tidings.log.tck.schedule.ScheduleConformance;

class Postgres14IT extends AgainstVersion implements EventLogConformance, ScheduleConformance {

  Postgres14IT() {
    super(14);
  }
}
