package io.tidings.log.postgres;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code append.sql}, put together to one result for each append. */
final class AppendAnswer {

  private static final int APPEND = 0;
  private static final int EVENT = 1;
  private static final int OUTCOME = 2;
  private static final int VERSION = 3;
  private static final int POSITION = 4;
  private static final int EPOCH = 5;
  private static final int RECORDED_AT = 6;
  private static final int STREAM = 7;
  private static final int EXPECTED = 8;
  private static final int ACTUAL = 9;

  private AppendAnswer() {}

  static List<AppendResult> read(RowSet<Row> rows, List<Append> batch, List<NewEvent> events) {
    List<AppendResult> results = new ArrayList<>(batch.size());
    List<Row> ofAppend = new ArrayList<>();
    for (Row row : rows) {
      if (!ofAppend.isEmpty() && !sameAppend(ofAppend.get(0), row)) {
        results.add(result(ofAppend, events));
        ofAppend.clear();
      }
      ofAppend.add(row);
    }
    results.add(result(ofAppend, events));
    return results;
  }

  private static boolean sameAppend(Row one, Row other) {
    return one.getInteger(APPEND).equals(other.getInteger(APPEND));
  }

  private static AppendResult result(List<Row> rows, List<NewEvent> events) {
    Row first = rows.get(0);
    String outcome = first.getString(OUTCOME);
    return switch (outcome) {
      case "recorded" -> recorded(rows, events, false);
      case "duplicate" -> recorded(rows, events, true);
      case "stale" ->
          new AppendResult.Stale(
              first.getString(STREAM), first.getLong(EXPECTED), first.getLong(ACTUAL));
      case "overtaken" -> new AppendResult.Overtaken(first.getLong(POSITION));
      case "reused" -> reused(first, event(first, events));
      case "partial" -> partial(rows, events);
      default -> throw new IllegalStateException("append() answered '" + outcome + "'");
    };
  }

  private static AppendResult recorded(List<Row> rows, List<NewEvent> events, boolean duplicate) {
    List<Receipt> receipts = new ArrayList<>(rows.size());
    for (Row row : rows) {
      NewEvent event = event(row, events);
      receipts.add(
          new Receipt(
              event.id(),
              event.source(),
              event.stream(),
              row.getLong(VERSION),
              row.getLong(POSITION),
              row.getLong(EPOCH),
              row.getOffsetDateTime(RECORDED_AT).toInstant()));
    }
    return new AppendResult.Recorded(receipts, duplicate);
  }

  private static AppendResult reused(Row row, NewEvent event) {
    Long position = row.getLong(POSITION);
    return new AppendResult.Reused(event.source(), event.id(), position == null ? 0 : position);
  }

  private static AppendResult partial(List<Row> rows, List<NewEvent> events) {
    boolean recordedFirst = rows.get(0).getLong(POSITION) != null;
    NewEvent recorded = event(rows.get(recordedFirst ? 0 : 1), events);
    NewEvent unrecorded = event(rows.get(recordedFirst ? 1 : 0), events);
    return new AppendResult.PartialRepeat(recorded.source(), recorded.id(), unrecorded.id());
  }

  private static NewEvent event(Row row, List<NewEvent> events) {
    return events.get(row.getInteger(EVENT) - 1);
  }
}
