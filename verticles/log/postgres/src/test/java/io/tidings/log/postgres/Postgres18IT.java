package io.tidings.log.postgres;

import io.tidings.log.tck.EventLogConformance;
import io.tidings.log.tck.schedule.ScheduleConformance;

class Postgres18IT extends AgainstVersion implements EventLogConformance, ScheduleConformance {

  Postgres18IT() {
    super(18);
  }
}
