package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.Offers;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.JsonBody;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Members;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.log.EventLog;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.CloudEventsJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code POST /v1/consumers/{name}/lease}: events for one puller. */
final class Leases {

  private static final Set<String> MEMBERS = Set.of("max", "wait", "visibility", "puller");
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final int MAX_EVENTS = 1000;
  private static final int DEFAULT_EVENTS = 10;
  private static final int FLUSH_BYTES = 1 << 20;

  private final Vertx vertx;
  private final ConsumerStore store;
  private final LeasedEvents events;
  private final Patience patience;
  private final Map<String, PullLine> lines = new HashMap<>();

  Leases(Vertx vertx, ConsumerStore store, EventLog log, Patience patience) {
    this.vertx = vertx;
    this.store = store;
    this.events = new LeasedEvents(log, store);
    this.patience = patience;
  }

  /** Something may have been offered. */
  void hint(String consumer) {
    PullLine line = lines.get(consumer);
    if (line != null) {
      line.hint();
    }
  }

  /** Answers all who wait. */
  void close() {
    List.copyOf(lines.values()).forEach(PullLine::close);
  }

  Future<?> serve(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    String consumer = ConsumerPath.name(exchange);
    return JsonBody.read(exchange, MAX_BODY_BYTES, MEMBERS)
        .compose(
            body -> {
              Members members = body.members();
              Offers.Pull pull = pull(consumer, members);
              Duration wait = patience.of(members.duration("wait", Duration.ZERO));
              return line(consumer)
                  .pull(pull, wait, ShowConsumers.gone(exchange.response()))
                  .compose(pulled -> answer(exchange, consumer, pulled.events()));
            });
  }

  private static Offers.Pull pull(String consumer, Members members) {
    String puller = members.text("puller");
    if (puller != null && puller.length() > 200) {
      throw members.bad("puller", "has more than 200 characters: give a shorter name");
    }
    return new Offers.Pull(
        consumer,
        (int) members.whole("max", DEFAULT_EVENTS, 1, MAX_EVENTS),
        DefinitionJson.visibility(members, null),
        puller == null ? "" : puller);
  }

  private PullLine line(String consumer) {
    return lines.computeIfAbsent(
        consumer, name -> new PullLine(vertx, store::pull, () -> lines.remove(name)));
  }

  private Future<Void> answer(Exchange exchange, String consumer, List<Pulled> pulled) {
    Answer answer = new Answer(exchange);
    return pulled.isEmpty()
        ? answer.end()
        : events.read(consumer, pulled, answer::add).compose(read -> answer.end());
  }

  /** The events as they are read: what is read is not held until all of it is. */
  private static final class Answer {

    private final Exchange exchange;
    private final HttpServerResponse response;
    private Buffer body = Buffer.buffer("{\"events\":[");
    private boolean begun;
    private boolean any;

    private Answer(Exchange exchange) {
      this.exchange = exchange;
      this.response = exchange.response();
    }

    private Future<Void> add(List<Pulled> pulled, Map<Long, RecordedEvent> events) {
      int before = body.length();
      for (Pulled one : pulled) {
        RecordedEvent event = events.get(one.position());
        if (event != null) {
          add(one, event);
        }
      }
      exchange.reservation().insist(body.length() - before);
      return body.length() < FLUSH_BYTES ? Future.succeededFuture() : flush();
    }

    private void add(Pulled pulled, RecordedEvent event) {
      JsonObject lease =
          new JsonObject()
              .put("receipt", Receipt.write(pulled.position(), pulled.receipt()))
              .put("position", pulled.position())
              .put("attempt", pulled.attempt())
              .put("replay", pulled.replay())
              .put("dryRun", pulled.dryRun())
              .put("visibility", pulled.visibility().toString());
      String json = lease.encode();
      body.appendString(any ? "," : "").appendString(json.substring(0, json.length() - 1));
      body.appendString(",\"event\":");
      CloudEventsJson.append(body, event);
      body.appendString("}");
      any = true;
    }

    private Future<Void> flush() {
      if (!begun) {
        begun = true;
        response
            .setChunked(true)
            .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.JSON)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      }
      int size = body.length();
      response.write(body);
      body = Buffer.buffer();
      Promise<Void> drained = Promise.promise();
      if (response.writeQueueFull()) {
        response.drainHandler(taken -> drained.tryComplete());
        response.exceptionHandler(drained::tryFail);
        response.closeHandler(closed -> drained.tryFail("the client has gone"));
      } else {
        drained.complete();
      }
      return drained.future().onComplete(done -> exchange.reservation().shrink(size));
    }

    private Future<Void> end() {
      body.appendString("]}");
      return begun ? response.end(body) : new Reply(200, MediaType.JSON, body).send(response);
    }
  }
}
