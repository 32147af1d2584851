package io.tidings.gateway.sagas;

import io.tidings.gateway.read.PageReader;
import io.tidings.gateway.read.PageReader.Found;
import io.tidings.model.Cursor;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for instances, from their newest steps backward, until as many are found as were asked for,
 * or enough steps were looked at, or enough time has passed. A step counts if it was the latest of
 * its instance when the listing began; what is recorded meanwhile moves nothing. Used once.
 */
final class SagaScan {

  /**
   * What is looked for.
   *
   * @param ended whether they have; null for all
   */
  record Wanted(SagaPath saga, Boolean ended, int limit) {}

  /**
   * What was found.
   *
   * @param steps the latest of each instance, newest first
   * @param before where the next page begins; null if there is none
   * @param asOf where the log was when the listing began
   */
  record Instances(List<RecordedEvent> steps, Cursor before, Cursor asOf) {}

  private static final int PAGE = 250;
  private static final int MOST_STEPS = 5_000;

  /** How many streams are asked at once for the step that follows. */
  private static final int SLICE = 16;

  private final PageReader reader;
  private final Wanted wanted;
  private final long deadline;
  private final Set<String> seen = new HashSet<>();
  private final List<RecordedEvent> found = new ArrayList<>();
  private boolean fromHead;
  private Cursor asOf;
  private long bytes;
  private int looked;

  SagaScan(PageReader reader, Wanted wanted, Duration budget) {
    this.reader = reader;
    this.wanted = wanted;
    this.deadline = System.nanoTime() + budget.toNanos();
  }

  /**
   * The page that begins there.
   *
   * @param before null for the head
   * @param asOf null if the listing begins with this page
   * @return fails as the log does
   */
  Future<Instances> run(Cursor before, Cursor asOf) {
    this.fromHead = before == null;
    this.asOf = asOf;
    return page(before);
  }

  private Future<Instances> page(Cursor before) {
    return reader
        .read(wanted.saga().newest(null, Query.Unit.POSITION, before, PAGE))
        .compose(
            page -> {
              asOf = asOf == null ? page.head().cursor() : asOf;
              looked += page.events().size();
              return slice(page, 0);
            });
  }

  private Future<Instances> slice(Found page, int from) {
    List<RecordedEvent> steps = page.events();
    if (from == steps.size()) {
      return behind(page);
    }
    int to = Math.min(from + SLICE, steps.size());
    List<Future<Boolean>> counts = steps.subList(from, to).stream().map(this::counts).toList();
    return Future.all(counts)
        .compose(
            known -> {
              for (int at = from; at < to; at++) {
                if (counts.get(at - from).result()) {
                  add(steps.get(at));
                  if (isFull()) {
                    boolean last = page.end() && at == steps.size() - 1;
                    return answer(last ? null : onward(page, steps.get(at).position()));
                  }
                }
              }
              return slice(page, to);
            });
  }

  private Future<Instances> behind(Found page) {
    if (page.end()) {
      return answer(null);
    }
    Cursor next = onward(page, page.through());
    return looked >= MOST_STEPS || System.nanoTime() - deadline > 0 ? answer(next) : page(next);
  }

  private Future<Instances> answer(Cursor next) {
    return Future.succeededFuture(new Instances(List.copyOf(found), next, asOf));
  }

  /**
   * From the head on every later step was seen before. Otherwise the instance's stream knows: pages
   * before this one may have had a later step.
   */
  private Future<Boolean> counts(RecordedEvent step) {
    boolean first = seen.add(step.stream());
    if (!first || wanted.ended() != null && wanted.ended() != SagaJson.ended(step)) {
      return Future.succeededFuture(false);
    } else if (fromHead) {
      return Future.succeededFuture(true);
    }
    return reader
        .read(wanted.saga().following(step))
        .map(next -> next.events().stream().noneMatch(one -> one.position() <= asOf.position()));
  }

  private void add(RecordedEvent step) {
    found.add(step);
    bytes += PageReader.bytes(List.of(step));
  }

  private boolean isFull() {
    return found.size() == wanted.limit() || bytes >= Query.MAX_PAGE_BYTES;
  }

  private static Cursor onward(Found page, long position) {
    return new Cursor(page.head().epoch(), position);
  }
}
