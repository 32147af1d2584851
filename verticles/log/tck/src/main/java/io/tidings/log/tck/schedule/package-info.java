/** What every schedule must do, as suites to implement; see {@code ScheduleConformance}. */
package io.tidings.log.tck.schedule;
