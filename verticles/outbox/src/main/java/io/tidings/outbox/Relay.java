package io.tidings.outbox;

import io.tidings.log.EventLog;
import io.tidings.outbox.Turn.Look;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves pages from the outbox to the log while it has the lease: while one is being recorded, the
 * one before is deleted and the next one is read. Whatever fails, its turn is over: it forgets all
 * that it knows, and begins again where the database says. For one thread: the event loop of the
 * verticle.
 */
final class Relay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final long RETRY_MILLIS = 250;
  private static final long LONGEST_BACKOFF_MILLIS = 50;

  private final Vertx vertx;
  private final OutboxConfig config;
  private final Outbox outbox;
  private final Bell bell;
  private final Pause pause;
  private final Recording recording;
  private final OutboxMeters meters;
  private final String holder = UUID.randomUUID().toString();
  private final Promise<Void> ended = Promise.promise();
  private Turn turn;
  private Turn recorded;
  private boolean stopping;
  private boolean reachable = true;
  private long backoff = 1;
  private long renewal;

  Relay(Vertx vertx, OutboxConfig config, EventLog log, OutboxMeters meters) {
    this.vertx = vertx;
    this.config = config;
    this.outbox = new Outbox(vertx, config);
    this.pause = new Pause(vertx);
    this.bell = new Bell(vertx, config, pause::end, () -> lose(turn));
    this.recording = new Recording(log, new Pause(vertx), () -> stopping || turn != recorded);
    this.meters = meters;
  }

  void start() {
    renewal = vertx.setPeriodic(thirdOfLease(), tick -> keep());
    work();
  }

  /** Takes nothing more; succeeds when what was taken is settled, or cannot be for now. */
  Future<Void> stop() {
    stopping = true;
    vertx.cancelTimer(renewal);
    pause.end();
    recording.end();
    return ended
        .future()
        .eventually(
            () ->
                turn == null
                    ? Future.succeededFuture()
                    : turn.end(outbox, config, holder).otherwiseEmpty())
        .eventually(bell::close)
        .eventually(outbox::close)
        .otherwiseEmpty();
  }

  private void work() {
    if (stopping) {
      ended.tryComplete();
      return;
    }
    if (turn != null && turn.lapsed()) {
      lose(turn);
    }
    Future<?> step = turn == null ? begin() : relay(turn);
    step.onComplete(done -> again(), this::failed);
  }

  private void again() {
    pause.reset();
    vertx.runOnContext(next -> work());
  }

  private void failed(Throwable failure) {
    if (stopping || failure instanceof Recording.Stopped) {
      again();
      return;
    }
    meters.unreachable();
    if (reachable) {
      reachable = false;
      LOG.warn("The outbox cannot be read for now: {}", failure.getMessage());
    }
    lose(turn);
    pause.reset();
    pause.rest(RETRY_MILLIS).onComplete(rested -> again());
  }

  private void answered() {
    if (!reachable) {
      reachable = true;
      LOG.info("The outbox can be read again");
    }
  }

  /** Gets the lease, or waits before it asks again. */
  private Future<?> begin() {
    return outbox
        .begin(holder)
        .compose(
            got -> {
              if (got.isEmpty()) {
                answered();
                meters.elsewhere();
                return pause.rest(thirdOfLease());
              }
              turn = got.get();
              meters.working(true);
              return Future.succeededFuture();
            });
  }

  private void keep() {
    Turn mine = turn;
    if (mine != null) {
      mine.keep(outbox, config, holder)
          .onFailure(failure -> LOG.debug("No lease: {}", failure.getMessage()))
          .otherwise(false)
          .onSuccess(
              kept -> {
                if (kept) {
                  meters.answered();
                } else {
                  lose(mine);
                }
              });
    }
  }

  /** Ends the turn, if it still is, wherever the relay waits. */
  private void lose(Turn lost) {
    if (turn == lost && lost != null) {
      turn = null;
      meters.working(false);
      bell.drop();
      recording.end();
      pause.end();
    }
  }

  private Future<?> relay(Turn mine) {
    Future<Look> next = mine.ahead == null ? read(mine) : mine.ahead;
    mine.ahead = null;
    return next.compose(
        look -> look.page().isEmpty() ? sleep(mine, look).mapEmpty() : move(mine, look).mapEmpty());
  }

  /** Each page is read from where the one before ends, so no two are read at once. */
  private Future<Look> read(Turn mine) {
    return outbox
        .read(mine.place.mark())
        .map(
            page -> {
              if (!page.run().equals(mine.run)) {
                throw new IllegalStateException("its server or its data is another than before");
              }
              mine.place.pass(page);
              meters.read(page);
              answered();
              return new Look(page, mine.place.mark());
            });
  }

  private Future<?> move(Turn mine, Look look) {
    Page page = look.page();
    backoff = 1;
    if (page.more()) {
      mine.ahead = read(mine);
    }
    recorded = mine;
    return recording
        .record(page)
        .compose(
            outcome -> {
              meters.done(page, outcome);
              outcome.reasons().forEach((at, reason) -> warn(page.rows().get(at), reason));
              return mine.settling.map(outcome);
            })
        .onSuccess(outcome -> settle(mine, look, outcome));
  }

  /** Of a turn that is over nothing is settled: it is read again, and changes nothing (L5). */
  private void settle(Turn mine, Look look, Recording.Outcome outcome) {
    if (turn == mine) {
      mine.settling =
          outbox
              .settle(look.page(), outcome.reasons())
              .map(
                  complete -> {
                    if (complete) {
                      mine.settled = look.end();
                    } else {
                      LOG.info("Rows of the outbox were settled by another: begins anew");
                      lose(mine);
                    }
                    return null;
                  });
    }
  }

  private static void warn(OutboxRow row, String reason) {
    LOG.error("The log refuses row {} of the outbox, see its table refused: {}", row.row(), reason);
  }

  /** Until something is published. Whoever arms the bell looks once more. */
  private Future<Void> sleep(Turn mine, Look nothing) {
    return mine.settling
        .compose(
            settled -> {
              mine.settled = nothing.end();
              return bell.arm().map(armed -> armed ? 0 : backoff).otherwise(RETRY_MILLIS);
            })
        .compose(
            millis -> {
              if (millis > 0) {
                backoff = Math.min(2 * backoff, LONGEST_BACKOFF_MILLIS);
                return pause.rest(millis);
              }
              backoff = 1;
              return read(mine)
                  .compose(look -> restOn(mine, look))
                  .onComplete(awake -> bell.disarm());
            });
  }

  private Future<Void> restOn(Turn mine, Look look) {
    if (!look.page().isEmpty()) {
      mine.ahead = Future.succeededFuture(look);
      return Future.succeededFuture();
    }
    mine.settled = look.end();
    return pause.rest(config.poll().toMillis());
  }

  private long thirdOfLease() {
    return Math.max(1, config.lease().toMillis() / 3);
  }
}
