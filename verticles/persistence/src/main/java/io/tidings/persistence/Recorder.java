package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what is due, one batch after the other, and sleeps until something is. For one thread:
 * the event loop of the verticle.
 */
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final long FORGET_INTERVAL_MILLIS = 60_000;
  private static final int FORGOTTEN_AT_ONCE = 1000;

  /** What is due and not given to this node is being taken by another one. */
  private static final long LEAST_PAUSE_MILLIS = 10;

  private final Vertx vertx;
  private final ScheduleStore store;
  private final DueBatch batch;
  private final ScheduleConfig config;
  private final Promise<Void> ended = Promise.promise();
  private boolean stopping;
  private boolean reachable = true;
  private long sleep = -1;
  private long forgetting = -1;

  Recorder(Vertx vertx, ScheduleStore store, EventLog log, ScheduleConfig config) {
    this.vertx = vertx;
    this.store = store;
    this.batch = new DueBatch(vertx, store, log, () -> stopping);
    this.config = config;
  }

  void start() {
    forgetting = vertx.setPeriodic(FORGET_INTERVAL_MILLIS, tick -> forget());
    work();
  }

  /** Takes nothing more; succeeds when what was taken is recorded, or cannot be for now. */
  Future<Void> stop() {
    stopping = true;
    vertx.cancelTimer(forgetting);
    if (forgetting < 0 || sleep >= 0 && vertx.cancelTimer(sleep)) {
      end();
    }
    return ended.future();
  }

  private void work() {
    sleep = -1;
    if (stopping) {
      end();
      return;
    }
    store
        .claim(config.batch(), config.lease())
        .compose(claimed -> batch.record(claimed.due()).map(claimed))
        .onComplete(this::goOn, this::failed);
  }

  private void goOn(Claimed claimed) {
    if (!reachable) {
      reachable = true;
      LOG.info("The schedule is back");
    }
    long pause = pause(claimed);
    if (pause == 0 || stopping) {
      work();
    } else {
      sleep = vertx.setTimer(pause, timer -> work());
    }
  }

  /** Something may be scheduled by another node at any time, to be recorded at once. */
  private long pause(Claimed claimed) {
    long next = claimed.next() == null ? Long.MAX_VALUE : millis(claimed.next());
    if (next <= 0 && !claimed.due().isEmpty()) {
      return 0;
    }
    return Math.min(config.interval().toMillis(), Math.max(next, LEAST_PAUSE_MILLIS));
  }

  /** Rounded up, for at that time it is to be due. */
  private static long millis(Duration duration) {
    return duration.compareTo(Duration.ofDays(1)) > 0
        ? Long.MAX_VALUE
        : duration.plusNanos(999_999).toMillis();
  }

  private void failed(Throwable failure) {
    if (reachable) {
      reachable = false;
      LOG.warn("What was scheduled cannot be recorded for now: {}", failure.getMessage());
    }
    if (stopping) {
      end();
    } else {
      sleep = vertx.setTimer(config.interval().toMillis(), timer -> work());
    }
  }

  private void end() {
    batch.settled().onComplete(settled -> ended.tryComplete());
  }

  private void forget() {
    store
        .forget(config.remember(), FORGOTTEN_AT_ONCE)
        .onSuccess(
            forgotten -> {
              if (forgotten == FORGOTTEN_AT_ONCE && !stopping) {
                forget();
              }
            })
        .onFailure(failure -> LOG.debug("Nothing was forgotten: {}", failure.getMessage()));
  }
}
