package io.tidings.outbox;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of {@code page.sql}. */
final class PageRows {

  private static final int NUMBER = 0;
  private static final int TRANSACTION = 1;
  private static final int ROW = 2;
  private static final int FORM = 3;
  private static final int ID = 4;
  private static final int SOURCE = 5;
  private static final int TYPE = 6;
  private static final int STREAM = 7;
  private static final int SUBJECT = 8;
  private static final int TIME = 9;
  private static final int CONTENT_TYPE = 10;
  private static final int DATA_SCHEMA = 11;
  private static final int EXTENSIONS = 12;
  private static final int DATA = 13;
  private static final int AGE = 14;
  private static final int HOLDERS = 15;
  private static final int RUN = 16;

  private PageRows() {}

  static Page read(RowSet<Row> result, OutboxConfig config) {
    List<OutboxRow> rows = new ArrayList<>(result.size());
    long bytes = 0;
    long age = 0;
    // There is one row at least.
    Row first = result.iterator().next();
    String[] holders = first.getArrayOfStrings(HOLDERS);
    for (Row row : result) {
      if (row.getLong(NUMBER) == null) {
        continue;
      }
      age = rows.isEmpty() ? row.getLong(AGE) : age;
      Buffer data = row.getBuffer(DATA);
      bytes += data == null ? 0 : data.length();
      rows.add(row(row, data));
    }
    boolean more = rows.size() >= config.batchEvents() || bytes > config.batchBytes();
    return new Page(
        first.getString(RUN),
        rows,
        more,
        holders == null ? Set.of() : Set.of(holders),
        age,
        System.nanoTime());
  }

  private static OutboxRow row(Row row, Buffer data) {
    long number = row.getLong(NUMBER);
    long transaction = row.getLong(TRANSACTION);
    Long place = row.getLong(ROW);
    if (place == null) {
      return OutboxRow.none(number, transaction);
    }
    NewEvent event = null;
    String problem = null;
    try {
      event = event(row, data);
    } catch (IllegalArgumentException refusal) {
      problem = refusal.getMessage();
    }
    return new OutboxRow(
        number, transaction, place, row.getString(ID), row.getString(SOURCE), event, problem);
  }

  private static NewEvent event(Row row, Buffer data) {
    JsonObject extensions = row.getJsonObject(EXTENSIONS);
    return new NewEvent(
        row.getString(ID),
        row.getString(SOURCE),
        row.getString(TYPE),
        row.getString(STREAM),
        row.getString(SUBJECT),
        row.getString(TIME),
        row.getString(CONTENT_TYPE),
        row.getString(DATA_SCHEMA),
        extensions == null ? Map.of() : extensions.getMap(),
        data == null ? null : Data.of(form(row.getString(FORM)), data.getBytes()));
  }

  private static Data.Form form(String letter) {
    return switch (letter) {
      case "j" -> Data.Form.JSON;
      case "t" -> Data.Form.TEXT;
      default -> Data.Form.BINARY;
    };
  }
}
