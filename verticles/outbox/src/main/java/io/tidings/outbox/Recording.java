package io.tidings.outbox;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the rows of a page recorded, in their order. Repeats the same appends until their outcome is
 * known, which L5 makes safe, and only then goes on to the next.
 */
final class Recording {

  private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2000;

  private final EventLog log;
  private final Pause pause;
  private final BooleanSupplier over;
  private boolean reachable = true;

  /** It was told to stop, and what it was at is done or not. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /**
   * How a page has ended.
   *
   * @param reasons by the place of a row in the page: why the log will never take it
   */
  record Outcome(int recorded, int repeated, Map<Integer, String> reasons) {}

  /**
   * @param over whether what was taken is no more to be recorded, if it is not yet
   */
  Recording(EventLog log, Pause pause, BooleanSupplier over) {
    this.log = log;
    this.pause = pause;
    this.over = over;
  }

  /** Fails with {@link Stopped} only. */
  Future<Outcome> record(Page page) {
    pause.reset();
    Map<Integer, String> reasons = new TreeMap<>();
    List<Integer> places = new ArrayList<>(page.rows().size());
    for (int at = 0; at < page.rows().size(); at++) {
      OutboxRow row = page.rows().get(at);
      if (row.problem() != null) {
        reasons.put(at, row.problem());
      } else if (row.isEvent()) {
        places.add(at);
      }
    }
    int[] repeated = new int[1];
    return record(page, places, reasons, repeated)
        .map(
            done ->
                new Outcome(
                    places.size() - (int) places.stream().filter(reasons::containsKey).count(),
                    repeated[0],
                    reasons));
  }

  private Future<Void> record(
      Page page, List<Integer> places, Map<Integer, String> reasons, int[] repeated) {
    if (places.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Append> appends =
        places.stream().map(at -> Append.of(page.rows().get(at).event())).toList();
    return append(appends, FIRST_PAUSE_MILLIS)
        .<Void>map(
            results -> {
              for (int at = 0; at < results.size(); at++) {
                understand(places.get(at), results.get(at), reasons, repeated);
              }
              return null;
            })
        .recover(
            failure -> {
              if (!(failure instanceof LogFailure.Invalid)) {
                return Future.failedFuture(failure);
              }
              if (places.size() == 1) {
                reasons.put(places.get(0), failure.getMessage());
                return Future.succeededFuture();
              }
              int half = places.size() / 2;
              return record(page, places.subList(0, half), reasons, repeated)
                  .compose(
                      done -> record(page, places.subList(half, places.size()), reasons, repeated));
            });
  }

  private static void understand(
      int place, AppendResult result, Map<Integer, String> reasons, int[] repeated) {
    if (result instanceof AppendResult.Recorded recorded) {
      repeated[0] += recorded.duplicate() ? 1 : 0;
    } else if (result instanceof AppendResult.Reused reused) {
      reasons.put(
          place,
          "id '%s' of source '%s' belongs to other content, at position %d"
              .formatted(reused.id(), reused.source(), reused.position()));
    } else {
      reasons.put(place, result.toString());
    }
  }

  private Future<List<AppendResult>> append(List<Append> appends, long millis) {
    return log.append(appends)
        .onSuccess(
            results -> {
              if (!reachable) {
                reachable = true;
                LOG.info("The log takes events of the outbox again");
              }
            })
        .recover(
            failure -> {
              if (failure instanceof LogFailure.Invalid) {
                return Future.failedFuture(failure);
              }
              if (over.getAsBoolean()) {
                return Future.failedFuture(new Stopped());
              }
              if (reachable) {
                reachable = false;
                LOG.warn("The outbox waits for the log: {}", failure.getMessage());
              }
              long next = Math.min(2 * millis, LONGEST_PAUSE_MILLIS);
              return pause.rest(pause(failure, millis)).compose(rested -> append(appends, next));
            });
  }

  /** Does not wait any more with what it is at, which is over. */
  void end() {
    pause.end();
  }

  private static long pause(Throwable failure, long millis) {
    return failure instanceof LogFailure.Overloaded overloaded
        ? Math.max(1, Math.min(overloaded.retryAfter().toMillis(), LONGEST_PAUSE_MILLIS))
        : millis;
  }
}
