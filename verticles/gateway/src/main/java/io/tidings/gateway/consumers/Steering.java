package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.JsonBody;
import io.tidings.gateway.http.Members;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.vertx.core.Future;
import java.util.Set;

/** {@code POST /v1/consumers/{name}/pause}, and the other commands. */
final class Steering {

  private static final int MAX_BODY_BYTES = 64 << 10;

  private final ConsumerStore store;
  private final EventLog log;
  private final ShowConsumers show;
  private final Hints hints;

  Steering(ConsumerStore store, EventLog log, ShowConsumers show, Hints hints) {
    this.store = store;
    this.log = log;
    this.show = show;
    this.hints = hints;
  }

  /** Holds at once. */
  Future<?> pause(Exchange exchange) {
    return command(exchange, Command.PAUSE);
  }

  /** Holds at once. */
  Future<?> resume(Exchange exchange) {
    return command(exchange, Command.RESUME);
  }

  private Future<?> command(Exchange exchange, Command command) {
    return body(exchange, Set.of("by", "why"))
        .compose(
            members -> {
              Said said = Said.of(exchange, members);
              String name = ConsumerPath.name(exchange);
              return change(
                  exchange,
                  200,
                  new Change(name, command, null, null, 0, false, said.by(), said.why()));
            });
  }

  Future<?> seek(Exchange exchange) {
    return body(exchange, Set.of("to", "by", "why"))
        .compose(
            members -> {
              Said said = Said.of(exchange, members);
              String name = ConsumerPath.name(exchange);
              return place(members, "to")
                  .resolve(log)
                  .compose(
                      to ->
                          change(
                              exchange,
                              202,
                              new Change(
                                  name, Command.SEEK, null, to, 0, false, said.by(), said.why())));
            });
  }

  /** Into more segments. */
  Endpoint split() {
    return exchange -> reshape(exchange, true);
  }

  /** Into fewer segments. */
  Endpoint merge() {
    return exchange -> reshape(exchange, false);
  }

  private Future<?> reshape(Exchange exchange, boolean more) {
    return body(exchange, Set.of("segments", "by", "why"))
        .compose(
            members -> {
              int segments = (int) members.whole("segments", 0, 1, 1024);
              if (segments == 0) {
                throw members.bad("segments", "is not there: give how many there are to be");
              }
              Said said = Said.of(exchange, members);
              String name = ConsumerPath.name(exchange);
              return store
                  .status(new Definitions.Asked(name))
                  .compose(
                      found -> {
                        check(found.consumers().get(0).segments().size(), segments, more);
                        return change(
                            exchange,
                            202,
                            new Change(
                                name,
                                Command.RESHAPE,
                                null,
                                null,
                                segments,
                                false,
                                said.by(),
                                said.why()));
                      });
            });
  }

  private static void check(int now, int asked, boolean more) {
    if (more ? asked <= now : asked >= now) {
      throw Problem.of(
              ProblemKind.CONSUMER_CONFLICT,
              "The consumer has "
                  + now
                  + " segments: "
                  + (more
                      ? "to split, give more than that; to have fewer, merge"
                      : "to merge, give fewer than that; to have more, split"))
          .with("segments", now);
    }
  }

  Future<?> replay(Exchange exchange) {
    return body(exchange, Set.of("from", "to", "dryRun", "by", "why"))
        .compose(
            members -> {
              Said said = Said.of(exchange, members);
              String name = ConsumerPath.name(exchange);
              boolean dryRun = members.flag("dryRun");
              Future<Cursor> from = place(members, "from").resolve(log);
              Future<Cursor> to =
                  members.has("to") ? place(members, "to").resolve(log) : checkpoint(name);
              return Future.all(from, to)
                  .compose(
                      both -> {
                        check(members, from.result(), to.result());
                        return change(
                            exchange,
                            202,
                            new Change(
                                name,
                                Command.REPLAY,
                                from.result(),
                                to.result(),
                                0,
                                dryRun,
                                said.by(),
                                said.why()));
                      });
            });
  }

  private static void check(Members members, Cursor from, Cursor to) {
    if (from.position() >= to.position()) {
      throw members.bad(
          "from", "is " + from + ", and nothing is between that and " + to + ": give an earlier");
    }
  }

  private Future<Cursor> checkpoint(String name) {
    return store
        .status(new Definitions.Asked(name))
        .map(found -> StatusJson.checkpoint(found.consumers().get(0)));
  }

  private static Place place(Members members, String member) {
    String given = members.text(member);
    if (given == null) {
      throw members.bad(member, "is not there: give first, latest, a cursor or a time");
    }
    return Place.of(members, member, given);
  }

  private Future<Members> body(Exchange exchange, Set<String> known) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    return JsonBody.read(exchange, MAX_BODY_BYTES, known).map(JsonBody::members);
  }

  private Future<Void> change(Exchange exchange, int status, Change change) {
    return store
        .change(change)
        .compose(
            done -> {
              hints.publish(change.consumer());
              return show.answer(exchange, status, change.consumer());
            });
  }
}
