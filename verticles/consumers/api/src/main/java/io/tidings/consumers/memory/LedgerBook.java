package io.tidings.consumers.memory;

import io.tidings.consumers.Definitions;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.wire.EventJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was skipped, moved, edited or steered (C6). */
final class LedgerBook {

  private final List<LedgerRow> rows = new ArrayList<>();

  /** A row that is still to be numbered. */
  record Draft(
      String consumer,
      String action,
      String by,
      String why,
      String stream,
      Long position,
      String detail) {

    Draft event(String stream, long position) {
      return new Draft(consumer, action, by, why, stream, position, detail);
    }

    /** What the row tells besides, as JSON. */
    Draft detail(Object record) {
      return new Draft(
          consumer, action, by, why, stream, position, EventJson.encode(record).text());
    }
  }

  static Draft row(String consumer, String action, String by, String why) {
    return new Draft(consumer, action, by, why, null, null, null);
  }

  void write(Draft draft, Instant now) {
    rows.add(
        new LedgerRow(
            rows.size() + 1L,
            now,
            draft.consumer(),
            draft.action(),
            draft.by(),
            draft.why(),
            draft.stream(),
            draft.position(),
            draft.detail()));
  }

  Definitions.Done note(LedgerRow row, Instant now) {
    write(
        new Draft(
            row.consumer(),
            row.action(),
            row.by(),
            row.why(),
            row.stream(),
            row.position(),
            row.detail()),
        now);
    return new Definitions.Done();
  }

  Definitions.Ledger read(Definitions.LedgerQuery query) {
    return new Definitions.Ledger(
        rows.stream()
            .filter(row -> row.number() > query.after())
            .filter(row -> query.consumer() == null || query.consumer().equals(row.consumer()))
            .limit(Limits.require("limit", query.limit()))
            .toList());
  }
}
