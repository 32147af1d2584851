package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterPage;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.read.Parameters;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code GET /v1/consumers/{name}/dead-letters}, and one of them. */
final class ShowDeadLetters {

  /** Each may have twenty traces. */
  private static final int MAX_LIMIT = 100;

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_WAITING = 1000;

  private final ConsumerStore store;
  private final EventLog log;

  ShowDeadLetters(ConsumerStore store, EventLog log) {
    this.store = store;
    this.log = log;
  }

  Future<?> list(Exchange exchange) {
    Set<String> known = new HashSet<>(WhichLetters.WORDS);
    known.addAll(Set.of("after", "limit"));
    QueryParameters parameters = QueryParameters.parse(exchange.request().query(), known);
    String consumer = ConsumerPath.name(exchange);
    Which which = WhichLetters.of(consumer, parameters);
    long after = Parameters.number(parameters, "after", 0);
    int limit = Parameters.limit(parameters, DEFAULT_LIMIT, MAX_LIMIT);
    return known(consumer)
        .compose(definition -> store.deadLetters(new DeadLetterQuery(which, after, limit)))
        .compose(page -> answer(exchange, page, limit));
  }

  private static Future<Void> answer(Exchange exchange, DeadLetterPage page, int limit) {
    List<DeadLetter> letters = page.letters();
    JsonArray array = new JsonArray();
    letters.forEach(letter -> array.add(DeadLetterJson.summary(letter)));
    if (letters.size() == limit) {
      NextLink.add(exchange, letters.get(limit - 1).event().position());
    }
    return Reply.json(200, new JsonObject().put("deadLetters", array)).send(exchange.response());
  }

  Future<?> one(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    String consumer = ConsumerPath.name(exchange);
    long position = ConsumerPath.position(exchange);
    Which which = WhichLetters.one(consumer, position);
    return known(consumer)
        .compose(
            definition ->
                store
                    .deadLetters(new DeadLetterQuery(which, 0, 1))
                    .compose(page -> whole(exchange, definition, position, page)));
  }

  private Future<Void> whole(
      Exchange exchange, Definition definition, long position, DeadLetterPage page) {
    if (page.letters().isEmpty()) {
      return Future.failedFuture(none(definition.name(), position));
    }
    DeadLetter letter = page.letters().get(0);
    return log.read(Query.after(new Cursor(0, position - 1), Filter.ALL, 1))
        .map(events -> events.events().isEmpty() ? null : events.events().get(0))
        .compose(
            event ->
                waiting(definition, letter.stream(), event == null ? 0 : event.version(), 0)
                    .compose(waiting -> answer(exchange, letter, event, waiting)));
  }

  private static Future<Void> answer(
      Exchange exchange, DeadLetter letter, RecordedEvent event, int waiting) {
    int shown = Math.min(waiting, MAX_WAITING);
    return new Reply(
            200, MediaType.JSON, DeadLetterJson.whole(letter, event, shown, waiting > MAX_WAITING))
        .send(exchange.response());
  }

  /** How many later events of the stream the consumer wants; one too many if there are more. */
  private Future<Integer> waiting(Definition definition, String stream, long after, int before) {
    Filter filter = definition.filter().withStream(stream);
    Query query =
        new Query(
            filter,
            Query.Unit.VERSION,
            0,
            after,
            Long.MAX_VALUE,
            Query.Direction.FORWARD,
            Query.MAX_LIMIT);
    return log.read(query)
        .compose(
            page -> {
              int found =
                  before
                      + (int)
                          page.events().stream()
                              .filter(event -> WantedBy.wants(definition, event))
                              .count();
              return page.end() || found > MAX_WAITING
                  ? Future.succeededFuture(found)
                  : waiting(definition, stream, page.through(), found);
            });
  }

  private Future<Definition> known(String consumer) {
    return store
        .status(new Definitions.Asked(consumer))
        .map(statuses -> statuses.consumers().get(0).definition());
  }

  static Problem none(String consumer, long position) {
    return Problem.of(
            ProblemKind.UNKNOWN_DEAD_LETTER,
            "No stream of '"
                + consumer
                + "' waits behind an event at "
                + position
                + ": it may have been handled or discarded; see the list, and the ledger")
        .with("position", position);
  }
}
