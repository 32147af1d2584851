package io.tidings.outbox;

import io.tidings.log.EventLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves pages from the outbox to the log while it has the lease: while one is being recorded, the
 * one before is deleted and the next one is read. Whatever fails, it begins again at the first row
 * that is there. For one thread: the event loop of the verticle.
 */
final class Relay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final long RETRY_MILLIS = 250;
  private static final long LONGEST_BACKOFF_MILLIS = 50;
  private static final long RESCAN_MILLIS = 30_000;

  private final Vertx vertx;
  private final OutboxConfig config;
  private final Outbox outbox;
  private final Bell bell;
  private final Pause pause;
  private final Recording recording;
  private final OutboxMeters meters;
  private final String holder = UUID.randomUUID().toString();
  private final Promise<Void> ended = Promise.promise();
  private Place place = new Place();
  private Future<Page> ahead;
  private Future<Void> settling = Future.succeededFuture();
  private boolean held;
  private boolean stopping;
  private boolean reachable = true;
  private long backoff = 1;
  private long heldUntil;
  private long restarted = System.nanoTime();
  private long renewal;

  Relay(Vertx vertx, OutboxConfig config, EventLog log, OutboxMeters meters) {
    this.vertx = vertx;
    this.config = config;
    this.outbox = new Outbox(vertx, config);
    this.pause = new Pause(vertx);
    this.bell = new Bell(vertx, config, pause::end);
    this.recording = new Recording(log, new Pause(vertx), () -> stopping);
    this.meters = meters;
  }

  void start() {
    renewal = vertx.setPeriodic(Math.max(1, config.lease().toMillis() / 3), tick -> renew());
    renew().onComplete(asked -> work());
  }

  /** Takes nothing more; succeeds when what was taken is settled, or cannot be for now. */
  Future<Void> stop() {
    stopping = true;
    vertx.cancelTimer(renewal);
    pause.end();
    recording.end();
    return ended
        .future()
        .eventually(() -> settling.otherwiseEmpty())
        .eventually(() -> held ? outbox.release(holder).otherwiseEmpty() : settling)
        .eventually(bell::close)
        .eventually(outbox::close)
        .otherwiseEmpty();
  }

  private void work() {
    if (stopping) {
      ended.tryComplete();
      return;
    }
    Future<?> step = mayWork() ? relay() : pause.rest(config.lease().toMillis() / 3);
    step.onComplete(done -> again(), this::failed);
  }

  private void again() {
    pause.reset();
    vertx.runOnContext(next -> work());
  }

  private void failed(Throwable failure) {
    if (failure instanceof Recording.Stopped) {
      ended.tryComplete();
      return;
    }
    if (reachable) {
      reachable = false;
      LOG.warn("The outbox cannot be read for now: {}", failure.getMessage());
    }
    restart();
    pause.rest(RETRY_MILLIS).onComplete(rested -> again());
  }

  private void restart() {
    place = new Place();
    ahead = null;
    settling = Future.succeededFuture();
    restarted = System.nanoTime();
  }

  private Future<?> relay() {
    Future<Page> next = ahead == null ? read() : ahead;
    ahead = null;
    return next.compose(page -> page.isEmpty() ? sleep().mapEmpty() : move(page).mapEmpty());
  }

  /** Each page is read from where the one before ends, so no two are read at once. */
  private Future<Page> read() {
    Place from = place;
    return outbox
        .read(from)
        .onSuccess(
            page -> {
              from.pass(page);
              meters.read(page);
              if (!reachable) {
                reachable = true;
                LOG.info("The outbox can be read again");
              }
            });
  }

  private Future<?> move(Page page) {
    backoff = 1;
    if (page.more()) {
      ahead = read();
    }
    return recording
        .record(page)
        .compose(
            outcome -> {
              meters.done(page, outcome);
              outcome.reasons().forEach((at, reason) -> warn(page.rows().get(at), reason));
              Future<Void> before = settling;
              return before.onSuccess(settled -> settling = outbox.settle(page, outcome.reasons()));
            });
  }

  private static void warn(OutboxRow row, String reason) {
    LOG.error("The log refuses row {} of the outbox, see its table refused: {}", row.row(), reason);
  }

  /** Until something is published. Whoever arms the bell looks once more. */
  private Future<Void> sleep() {
    return settling
        .compose(settled -> bell.arm().map(armed -> armed ? 0 : backoff).otherwise(RETRY_MILLIS))
        .compose(
            millis -> {
              if (millis > 0) {
                backoff = Math.min(2 * backoff, LONGEST_BACKOFF_MILLIS);
                return pause.rest(millis);
              }
              backoff = 1;
              return read().compose(this::restOn).onComplete(awake -> bell.disarm());
            })
        .onSuccess(awake -> rescan());
  }

  private Future<Void> restOn(Page page) {
    if (!page.isEmpty()) {
      ahead = Future.succeededFuture(page);
      return Future.succeededFuture();
    }
    return pause.rest(config.poll().toMillis());
  }

  /** Rows that somebody has put where they have been passed, by restoring a part of the tables. */
  private void rescan() {
    if (ahead == null && elapsed(restarted, Duration.ofMillis(RESCAN_MILLIS))) {
      restart();
    }
  }

  private static boolean elapsed(long since, Duration time) {
    return System.nanoTime() - since > time.toNanos();
  }

  private boolean mayWork() {
    boolean may = held && System.nanoTime() - heldUntil < 0;
    if (held && !may) {
      held = false;
      restart();
      meters.working(false);
    }
    return may;
  }

  private Future<?> renew() {
    long asked = System.nanoTime();
    return outbox
        .claim(holder)
        .onSuccess(
            mine -> {
              if (mine) {
                heldUntil = asked + config.lease().toNanos();
              }
              if (mine != held) {
                held = mine;
                restart();
                meters.working(mine);
                pause.end();
              }
            })
        .onFailure(failure -> LOG.debug("No lease: {}", failure.getMessage()));
  }
}
