package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.AppendResult.Recorded;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A log as a test thread uses it: each call waits for its answer, at most 20 seconds, and fails the
 * test if the answer breaks the rules of the port. Not for use on Vert.x threads.
 */
public final class AwaitedLog {

  private static final int PATIENCE_SECONDS = 20;

  private final EventLog log;

  public AwaitedLog(EventLog log) {
    this.log = log;
  }

  /** Appends the events as a whole, without expectations, and demands that they are new. */
  public List<Receipt> record(NewEvent... events) {
    return record(Append.of(events));
  }

  /** Appends and demands that the events are recorded, and were not before. */
  public List<Receipt> record(Append append) {
    Recorded recorded = recorded(append(append), append);
    assertThat(recorded.duplicate()).as("duplicate").isFalse();
    return recorded.receipts();
  }

  /** Appends and demands that the events had been recorded before. */
  public List<Receipt> repeat(Append append) {
    Recorded recorded = recorded(append(append), append);
    assertThat(recorded.duplicate()).as("duplicate").isTrue();
    return recorded.receipts();
  }

  public AppendResult append(Append append) {
    return appendAll(append).get(0);
  }

  public List<AppendResult> appendAll(Append... batch) {
    return appendAll(List.of(batch));
  }

  public List<AppendResult> appendAll(List<Append> batch) {
    List<AppendResult> results = await(log.append(batch));
    assertThat(results).as("one result for each append").hasSameSizeAs(batch);
    return results;
  }

  /** One page, which keeps to the query. */
  public Page read(Query query) {
    Page page = await(log.read(query));
    PageRules.check(query, page);
    return page;
  }

  /** Page after page to the end. */
  public List<RecordedEvent> readAll(Query query) {
    List<RecordedEvent> events = new ArrayList<>();
    Query next = query;
    Page page = read(next);
    events.addAll(page.events());
    while (!page.end()) {
      assertThat(page.through())
          .as("a page that is not the last goes on")
          .isNotEqualTo(bound(next));
      next = next.onward(page.through());
      page = read(next);
      events.addAll(page.events());
    }
    return events;
  }

  /** Every matching event, oldest first. */
  public List<RecordedEvent> readAll(Filter filter) {
    return readAll(Query.after(Cursor.START, filter, Query.MAX_LIMIT));
  }

  /** The whole log, oldest first. */
  public List<RecordedEvent> readAll() {
    return readAll(Filter.ALL);
  }

  /** The whole stream, oldest first. */
  public List<RecordedEvent> readStream(String stream) {
    return readAll(Query.stream(stream, 0, Query.MAX_LIMIT));
  }

  /** The refusal of a cursor (L7). */
  public LogFailure.CursorLost refusal(Query query) {
    LogFailure.CursorLost refusal =
        catchThrowableOfType(LogFailure.CursorLost.class, () -> await(log.read(query)));
    assertThat(refusal).as("cursor %d-%d is refused", query.epoch(), query.after()).isNotNull();
    return refusal;
  }

  public Head head() {
    return await(log.head());
  }

  /** Waits for an answer of the log. */
  public static <T> T await(Future<T> answer) {
    try {
      return answer.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("no answer within " + PATIENCE_SECONDS + " s", late);
    }
  }

  private static Recorded recorded(AppendResult result, Append append) {
    assertThat(result).isInstanceOf(Recorded.class);
    Recorded recorded = (Recorded) result;
    assertThat(recorded.receipts()).as("one receipt for each event").hasSameSizeAs(append.events());
    return recorded;
  }

  private static long bound(Query query) {
    return query.direction() == Query.Direction.FORWARD ? query.after() : query.before();
  }
}
