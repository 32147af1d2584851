package io.tidings.node;

import io.tidings.consumers.ConsumerStore;
import io.tidings.log.AppendsElsewhere;
import io.tidings.log.EventLog;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.sourcing.snapshots.Snapshots;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * A log that is open.
 *
 * @param consumers what is kept of consumers, beside the log
 * @param place where it is, for people; without secrets
 * @param closing releases what was opened for it, an embedded server included
 */
record OpenedLog(
    EventLog log,
    AppendsElsewhere elsewhere,
    ConsumerStore consumers,
    ScheduleStore schedule,
    Snapshots snapshots,
    String place,
    Supplier<Future<?>> closing) {}
