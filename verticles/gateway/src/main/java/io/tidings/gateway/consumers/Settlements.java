package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Offers;
import io.tidings.consumers.Offers.Outcome;
import io.tidings.consumers.Offers.Settlement;
import io.tidings.consumers.bus.OfferHints;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.JsonBody;
import io.tidings.gateway.http.Members;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code POST /v1/consumers/{name}/ack}, {@code nack} and {@code extend}. */
final class Settlements {

  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_EVENTS = 1000;
  private static final int MAX_REASON = 2000;
  private static final Set<String> NACK_MEMBERS =
      Set.of("receipt", "retryAfter", "deadLetter", "reason");

  private final ConsumerStore store;
  private final OfferHints hints;

  Settlements(ConsumerStore store, OfferHints hints) {
    this.store = store;
    this.hints = hints;
  }

  Future<?> ack(Exchange exchange) {
    return body(exchange, Set.of("receipts"))
        .compose(
            members -> {
              List<Receipt> receipts = receipts(members);
              return settle(
                  exchange,
                  receipts,
                  receipts.stream()
                      .map(
                          one ->
                              new Settlement(
                                  one.position(), one.receipt(), Outcome.ACKED, null, false, null))
                      .toList());
            });
  }

  Future<?> nack(Exchange exchange) {
    return body(exchange, Set.of("events"))
        .compose(
            members -> {
              List<Receipt> receipts = new ArrayList<>();
              List<Settlement> settlements = new ArrayList<>();
              for (Members event : members.objects("events", MAX_EVENTS, NACK_MEMBERS)) {
                Receipt receipt = Receipt.read(event, "receipt", event.text("receipt"));
                receipts.add(receipt);
                settlements.add(nack(event, receipt));
              }
              if (receipts.isEmpty()) {
                throw members.bad("events", "is empty: give the receipt of each event");
              }
              return settle(exchange, receipts, settlements);
            });
  }

  private static Settlement nack(Members event, Receipt receipt) {
    Duration retryAfter = event.duration("retryAfter", null);
    boolean deadLetter = event.flag("deadLetter");
    if (deadLetter && retryAfter != null) {
      throw event.bad("retryAfter", "stands beside deadLetter: give one of them");
    }
    String reason = event.text("reason");
    if (reason != null && reason.length() > MAX_REASON) {
      throw event.bad("reason", "has more than " + MAX_REASON + " characters: say it shorter");
    }
    return new Settlement(
        receipt.position(), receipt.receipt(), Outcome.NACKED, retryAfter, deadLetter, reason);
  }

  private Future<Void> settle(
      Exchange exchange, List<Receipt> receipts, List<Settlement> settlements) {
    String consumer = ConsumerPath.name(exchange);
    return store
        .settle(new Offers.Settle(consumer, settlements))
        .compose(
            kept -> {
              hints.settled(consumer);
              return answer(exchange, receipts, kept);
            });
  }

  Future<?> extend(Exchange exchange) {
    return body(exchange, Set.of("receipts", "visibility"))
        .compose(
            members -> {
              List<Receipt> receipts = receipts(members);
              Duration visibility = DefinitionJson.visibility(members, null);
              if (visibility == null) {
                throw members.bad("visibility", "is not there: give how long, from now on");
              }
              List<String> stored = receipts.stream().map(Receipt::receipt).toList();
              return store
                  .extend(new Offers.Extend(ConsumerPath.name(exchange), stored, visibility))
                  .compose(kept -> answer(exchange, receipts, kept));
            });
  }

  private static Future<Members> body(Exchange exchange, Set<String> known) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    return JsonBody.read(exchange, MAX_BODY_BYTES, known).map(JsonBody::members);
  }

  private static List<Receipt> receipts(Members members) {
    List<Receipt> receipts =
        members.texts("receipts", MAX_EVENTS).stream()
            .map(text -> Receipt.read(members, "receipts", text))
            .toList();
    if (receipts.isEmpty()) {
      throw members.bad("receipts", "is empty: give the receipt of each event");
    }
    return receipts;
  }

  private static Future<Void> answer(Exchange exchange, List<Receipt> receipts, Offers.Kept kept) {
    JsonArray results = new JsonArray();
    for (int at = 0; at < receipts.size(); at++) {
      results.add(
          new JsonObject()
              .put("receipt", receipts.get(at).text())
              .put("held", kept.kept().get(at)));
    }
    return Reply.json(200, new JsonObject().put("results", results)).send(exchange.response());
  }
}
