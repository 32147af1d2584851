package io.tidings.gateway.write;

import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.ops.GatewayMetrics;
import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.vertx.core.Future;

/** Appends once for one request, and answers with the receipts (G1). */
final class Appends {

  private static final int CREATED = 201;

  private final EventLog log;
  private final Admission.Slots slots;
  private final GatewayMetrics metrics;

  Appends(EventLog log, Admission.Slots slots, GatewayMetrics metrics) {
    this.log = log;
    this.slots = slots;
    this.metrics = metrics;
  }

  /** Fails with the problem if nothing was recorded. */
  Future<AppendResult.Recorded> append(Append append) {
    return slots
        .hold(() -> log.append(append))
        .map(Outcomes::recorded)
        .onSuccess(recorded -> metrics.recorded(append.events().size(), recorded.duplicate()));
  }

  static Future<Void> answer(Exchange exchange, AppendResult.Recorded recorded) {
    return new Reply(CREATED, MediaType.JSON, ReceiptJson.results(recorded))
        .send(exchange.response());
  }
}
