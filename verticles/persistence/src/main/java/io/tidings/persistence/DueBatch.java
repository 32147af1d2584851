package io.tidings.persistence;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.schedule.Claimed.Due;
import io.tidings.log.schedule.ScheduleStore;
import io.tidings.log.schedule.Settlement;
import io.tidings.model.AppendResult;
import io.tidings.model.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what was claimed and settles it. Both are repeated until the outcome is known: that
 * changes nothing (L5), even if another node does the same by now. For one thread.
 */
final class DueBatch {

  private static final Logger LOG = LoggerFactory.getLogger(DueBatch.class);
  private static final long PAUSE_MILLIS = 250;

  private final Vertx vertx;
  private final ScheduleStore store;
  private final EventLog log;
  private final BooleanSupplier stopping;
  private Future<Void> settled = Future.succeededFuture();

  DueBatch(Vertx vertx, ScheduleStore store, EventLog log, BooleanSupplier stopping) {
    this.vertx = vertx;
    this.store = store;
    this.log = log;
    this.stopping = stopping;
  }

  /**
   * Succeeds when the batch is recorded and the one before is settled: one may be settled while the
   * next is recorded. Fails only while stopping, if the log cannot be reached: then a claim ends by
   * itself.
   */
  Future<Void> record(List<Due> due) {
    if (due.isEmpty()) {
      return Future.succeededFuture();
    }
    return outcomes(due)
        .compose(
            settlements -> {
              Future<Void> before = settled;
              settled = before.compose(done -> settle(settlements));
              return before;
            });
  }

  /** Succeeds when everything that was recorded is settled, or cannot be for now. */
  Future<Void> settled() {
    return settled;
  }

  private Future<Void> settle(List<Settlement> settlements) {
    return repeated(() -> store.settle(settlements))
        .otherwise(
            failure -> {
              LOG.warn("What was recorded was not settled: {}", failure.getMessage());
              return null;
            });
  }

  private Future<List<Settlement>> outcomes(List<Due> due) {
    return repeated(() -> log.append(due.stream().map(Due::append).toList()))
        .map(results -> settlements(due, results))
        .recover(
            failure ->
                failure instanceof LogFailure.Invalid
                    ? separately(due, failure)
                    : Future.failedFuture(failure));
  }

  /** One append that can never be recorded must not hold up the others. */
  private Future<List<Settlement>> separately(List<Due> due, Throwable invalid) {
    if (due.size() == 1) {
      return Future.succeededFuture(List.of(refused(due.get(0), invalid.getMessage())));
    }
    List<Settlement> settlements = new ArrayList<>();
    Future<Void> each = Future.succeededFuture();
    for (Due one : due) {
      each =
          each.compose(before -> outcomes(List.of(one)))
              .map(
                  outcome -> {
                    settlements.addAll(outcome);
                    return null;
                  });
    }
    return each.map(settlements);
  }

  private <T> Future<T> repeated(Supplier<Future<T>> attempt) {
    return attempt
        .get()
        .recover(
            failure ->
                failure instanceof LogFailure.Invalid || stopping.getAsBoolean()
                    ? Future.failedFuture(failure)
                    : vertx
                        .timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(rested -> repeated(attempt)));
  }

  private static List<Settlement> settlements(List<Due> due, List<AppendResult> results) {
    List<Settlement> settlements = new ArrayList<>(due.size());
    for (int at = 0; at < due.size(); at++) {
      settlements.add(settlement(due.get(at), results.get(at)));
    }
    return settlements;
  }

  private static Settlement settlement(Due due, AppendResult result) {
    if (result instanceof AppendResult.Recorded recorded) {
      Receipt last = recorded.receipts().get(recorded.receipts().size() - 1);
      return new Settlement.Recorded(due, last.cursor(), last.recordedAt());
    } else if (result instanceof AppendResult.Stale stale) {
      return refused(
          due,
          "the stream '%s' is at version %d, not %d"
              .formatted(stale.stream(), stale.actual(), stale.expected()));
    } else if (result instanceof AppendResult.Reused reused) {
      return refused(
          due,
          "the id '%s' of the source '%s' belongs to another event"
              .formatted(reused.id(), reused.source()));
    } else if (result instanceof AppendResult.Overtaken overtaken) {
      return refused(
          due,
          "an event within its boundary was recorded at position %d"
              .formatted(overtaken.position()));
    }
    AppendResult.PartialRepeat partial = (AppendResult.PartialRepeat) result;
    return refused(
        due,
        "of the source '%s' the event '%s' is in the log and '%s' is not"
            .formatted(partial.source(), partial.recordedId(), partial.unrecordedId()));
  }

  private static Settlement refused(Due due, String problem) {
    LOG.warn("Scheduled append '{}' was refused: {}", due.id(), problem);
    return new Settlement.Refused(due, problem);
  }
}
