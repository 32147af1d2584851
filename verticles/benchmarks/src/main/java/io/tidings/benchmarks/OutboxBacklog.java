package io.tidings.benchmarks;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.wire.EventJson;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Events that a service publishes, one in each transaction; and the same without an outbox. */
final class OutboxBacklog {

  /** As many as a relay appends at once. */
  private static final int BATCH = 1000;

  private static final int CHUNK = 20 * BATCH;
  private static final int STREAMS = 500;
  private static final String TEXT = "x".repeat(200);

  private OutboxBacklog() {}

  /** Rows as they stand when they are committed; quicker than by publishing. */
  static void fill(Connection service, int events) throws SQLException {
    try (Statement statement = service.createStatement()) {
      statement.execute(
          """
          set session_replication_role = replica;
          insert into tidings_outbox.outbox
            (transaction, "row", form, id, source, type, stream, content_type, data)
          select n, n, 'j', tidings_outbox.new_id(), '/shop/orders', 'orders.order-placed',
            'order-A' || 100000 + n %% %d, 'application/json',
            convert_to('{"order":"' || n || '","text":"%s"}', 'UTF8')
          from generate_series(1, %d) n;
          insert into tidings_outbox.committed
          select nextval('tidings_outbox.committed_number'), n, now() from generate_series(1, %d) n;
          set session_replication_role = origin;
          """
              .formatted(STREAMS, TEXT, events, events));
    }
  }

  /** Appends such events from memory, one batch in flight; the time to make them does not count. */
  static long appendNanos(EventLog log, int first, int events) {
    long nanos = 0;
    for (int done = 0; done < events; done += CHUNK) {
      List<List<Append>> batches = new ArrayList<>();
      for (int at = done; at < Math.min(done + CHUNK, events); at += BATCH) {
        batches.add(batch(first + at, Math.min(BATCH, events - at)));
      }
      long began = System.nanoTime();
      for (List<Append> batch : batches) {
        log.append(batch).await();
      }
      nanos += System.nanoTime() - began;
    }
    return nanos;
  }

  private static List<Append> batch(int first, int events) {
    List<Append> batch = new ArrayList<>(events);
    for (int n = first; n < first + events; n++) {
      String data = "{\"order\":\"" + n + "\",\"text\":\"" + TEXT + "\"}";
      batch.add(
          Append.of(
              NewEvent.builder(EventJson.newId(), "/shop/orders", "orders.order-placed").stream(
                      "order-A" + (100_000 + n % STREAMS))
                  .contentType("application/json")
                  .data(Data.of(Data.Form.JSON, data.getBytes(StandardCharsets.UTF_8)))
                  .build()));
    }
    return batch;
  }
}
