package io.tidings.gateway.schedule;

import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.read.Parameters;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What is scheduled, and what has become of it. */
final class ShowScheduled {

  private static final int OK = 200;
  private static final int DEFAULT_LIMIT = 100;

  private final Schedule schedule;

  ShowScheduled(Schedule schedule) {
    this.schedule = schedule;
  }

  /** {@code GET /v1/scheduled/{id}}. */
  Future<?> one(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    String id = ScheduledPath.id(exchange);
    return schedule
        .get(id)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.failedFuture(ScheduledPath.unknown(id))
                    : answer(exchange, ScheduledJson.whole(found.get())));
  }

  /** {@code GET /v1/scheduled}. */
  Future<?> all(Exchange exchange) {
    QueryParameters parameters =
        QueryParameters.parse(exchange.request().query(), Set.of("limit", "after"));
    int limit = Parameters.limit(parameters, DEFAULT_LIMIT, ScheduledPage.MAX_LIMIT);
    return schedule
        .list(place(parameters.one("after")), limit)
        .compose(
            page -> {
              if (!page.end()) {
                exchange.response().putHeader("Link", next(page.entries(), limit));
              }
              return answer(exchange, ScheduledJson.page(page));
            });
  }

  private static Future<Void> answer(Exchange exchange, Buffer json) {
    exchange.reservation().insist(2L * json.length());
    return new Reply(OK, MediaType.JSON, json).send(exchange.response());
  }

  private static String next(List<Scheduled> entries, int limit) {
    Scheduled last = entries.get(entries.size() - 1);
    return "<%s?after=%s_%s&limit=%d>; rel=\"next\""
        .formatted(ScheduledPath.ALL, last.due(), last.id(), limit);
  }

  private static ScheduledPage.Place place(String text) {
    if (text == null) {
      return null;
    }
    int end = text.indexOf('_');
    try {
      return new ScheduledPage.Place(
          Instant.parse(text.substring(0, Math.max(0, end))), text.substring(end + 1));
    } catch (DateTimeException refused) {
      throw QueryParameters.bad(
          "after", "is '" + text + "': follow the link 'next' of the page before");
    }
  }
}
