package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters.Affected;
import io.tidings.consumers.DeadLetters.Discard;
import io.tidings.consumers.DeadLetters.Edit;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.JsonBody;
import io.tidings.gateway.http.Members;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/** {@code POST …/dead-letters/redrive} and the like, for many and for one. */
final class SteerDeadLetters {

  private static final int MAX_BODY_BYTES = 64 << 10;

  private final ConsumerStore store;
  private final Hints hints;
  private final int maxEventBytes;

  SteerDeadLetters(ConsumerStore store, Hints hints, int maxEventBytes) {
    this.store = store;
    this.hints = hints;
    this.maxEventBytes = maxEventBytes;
  }

  Future<?> redriveMany(Exchange exchange) {
    return body(exchange, with("perSecond", "by", "why"))
        .compose(
            members -> {
              String consumer = ConsumerPath.name(exchange);
              Said said = Said.of(exchange, members);
              double perSecond = members.number("perSecond", 0, 0, 1_000_000);
              return store
                  .redrive(
                      new Redrive(
                          WhichLetters.of(consumer, members), perSecond, said.by(), said.why()))
                  .compose(affected -> answer(exchange, 202, affected));
            });
  }

  Future<?> redriveOne(Exchange exchange) {
    return body(exchange, Set.of("by", "why"))
        .compose(
            members -> {
              Said said = Said.of(exchange, members);
              return store
                  .redrive(new Redrive(one(exchange), 0, said.by(), said.why()))
                  .compose(affected -> answerOne(exchange, 202, affected));
            });
  }

  Future<?> discardMany(Exchange exchange) {
    return body(exchange, with("by", "why"))
        .compose(
            members -> {
              Which which = WhichLetters.of(ConsumerPath.name(exchange), members);
              if (WhichLetters.all(which)) {
                throw members.bad(
                    "state",
                    "is not there, nor is any other filter: say which to discard, such as dead");
              }
              return store
                  .discard(new Discard(which, Said.of(exchange, members).by(), why(members)))
                  .compose(affected -> answer(exchange, 200, affected));
            });
  }

  Future<?> discardOne(Exchange exchange) {
    return body(exchange, Set.of("by", "why"))
        .compose(
            members ->
                store
                    .discard(
                        new Discard(one(exchange), Said.of(exchange, members).by(), why(members)))
                    .compose(affected -> answerOne(exchange, 200, affected)));
  }

  Future<?> edit(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    // Base64 is longer by a third, and the escapes of JSON may double a text.
    long most = 2L * maxEventBytes + MAX_BODY_BYTES;
    return JsonBody.read(exchange, most, EditBody.MEMBERS)
        .compose(
            body ->
                store
                    .edit(
                        new Edit(
                            ConsumerPath.name(exchange),
                            ConsumerPath.position(exchange),
                            EditBody.read(body, maxEventBytes),
                            Said.of(exchange, body.members()).by(),
                            why(body.members())))
                    .compose(affected -> answerOne(exchange, 200, affected)));
  }

  private static Which one(Exchange exchange) {
    return WhichLetters.one(ConsumerPath.name(exchange), ConsumerPath.position(exchange));
  }

  private static String why(Members members) {
    String why = members.text("why");
    if (why == null || why.isBlank() || why.length() > 2000) {
      throw members.bad(
          "why", "is to give a reason, in 1 to 2000 characters: it goes to the ledger");
    }
    return why;
  }

  private static Set<String> with(String... more) {
    Set<String> known = new HashSet<>(WhichLetters.WORDS);
    known.addAll(Set.of(more));
    return known;
  }

  private static Future<Members> body(Exchange exchange, Set<String> known) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    return JsonBody.read(exchange, MAX_BODY_BYTES, known).map(JsonBody::members);
  }

  private Future<Void> answerOne(Exchange exchange, int status, Affected affected) {
    return affected.count() == 0
        ? Future.failedFuture(
            ShowDeadLetters.none(ConsumerPath.name(exchange), ConsumerPath.position(exchange)))
        : answer(exchange, status, affected);
  }

  private Future<Void> answer(Exchange exchange, int status, Affected affected) {
    if (affected.count() > 0) {
      hints.publish(ConsumerPath.name(exchange));
    }
    return Reply.json(status, new JsonObject().put("affected", affected.count()))
        .send(exchange.response());
  }
}
