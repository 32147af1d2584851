package io.tidings.gateway;

import static io.tidings.gateway.BadInput.bad;
import static io.tidings.gateway.BadInput.event;
import static io.tidings.gateway.BadInput.head;
import static io.tidings.gateway.BadInput.invalidUtf8;
import static io.tidings.gateway.BadInput.post;
import static io.tidings.gateway.BadInput.with;
import static io.tidings.gateway.BadInput.without;
import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad events and batches: what is answered, and that nothing is recorded (G2). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadEventsTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = BadInput.gateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static Stream<BadInput> events() {
    return Stream.of(
        bad("an empty body", event(""), "400 malformed-event byteOffset=0"),
        bad("no JSON", event("order placed"), "400 malformed-event byteOffset=0"),
        bad("JSON that ends early", event("{\"id\":\"1\""), "400 malformed-event byteOffset"),
        bad("JSON with a flaw", event("{\"id\":\"1\",}"), "400 malformed-event byteOffset=10"),
        bad(
            "something behind the event",
            event(with("id", "x") + "{}"),
            "400 malformed-event byteOffset"),
        bad("an array as one event", event("[]"), "400 malformed-event byteOffset=0"),
        bad(
            "a member twice",
            event("{\"id\":\"1\",\"id\":\"2\"}"),
            "400 malformed-event attribute=id"),
        bad("no id", event(without("id")), "400 malformed-event attribute=id"),
        bad("no source", event(without("source")), "400 malformed-event attribute=source"),
        bad("no type", event(without("type")), "400 malformed-event attribute=type"),
        bad(
            "no specversion",
            event(without("specversion")),
            "400 malformed-event attribute=specversion"),
        bad(
            "another specversion",
            event(with("specversion", "0.3")),
            "400 malformed-event attribute=specversion"),
        bad("an empty id", event(with("id", "")), "400 malformed-event attribute=id"),
        bad("a number as id", event(with("id", 7)), "400 malformed-event attribute=id"),
        bad(
            "an object as type",
            event(with("type", new JsonObject())),
            "400 malformed-event attribute=type"),
        bad(
            "a time that is none",
            event(with("time", "yesterday")),
            "400 malformed-event attribute=time"),
        bad(
            "an extension in capitals",
            event(with("Traceparent", "x")),
            "400 malformed-event attribute=Traceparent"),
        bad(
            "a schema version of 0",
            event(with("schemaversion", 0)),
            "400 malformed-event attribute=schemaversion"),
        bad(
            "a stream that is too long",
            event(with("stream", "s".repeat(600))),
            "400 malformed-event attribute=stream"),
        bad(
            "U+0000 in an id",
            event("{\"specversion\":\"1.0\",\"id\":\"a\\u0000\",\"source\":\"s\",\"type\":\"t\"}"),
            "400 malformed-event attribute=id"),
        bad(
            "invalid UTF-8",
            post("/v1/events", EVENT, invalidUtf8()),
            "400 malformed-event byteOffset"),
        bad(
            "an event over the limit",
            event(with("note", "x".repeat(5000))),
            "413 event-too-large limit=4096"),
        bad(
            "an event over the limit, in chunks",
            head("POST /v1/events", "Content-Type: " + EVENT, "Transfer-Encoding: chunked")
                + "1388\r\n"
                + "x".repeat(5000)
                + "\r\n0\r\n\r\n",
            "413 event-too-large limit=4096"),
        bad("an id of another event", event(with("id", "first")), "409 id-reused attribute=id"));
  }

  static Stream<BadInput> batches() {
    return Stream.of(
        bad("an empty batch", post("/v1/events", BATCH, "[]"), "400 malformed-event"),
        bad(
            "an object as batch",
            post("/v1/events", BATCH, "{}"),
            "400 malformed-event byteOffset=0"),
        bad(
            "a bad event in a batch",
            post("/v1/events", BATCH, "[" + with("id", "ok") + ",{}]"),
            "400 malformed-event index=1"),
        bad(
            "too many events",
            post("/v1/events", BATCH, Samples.batch(1, 6)),
            "413 too-many-events limit=5"),
        bad(
            "one event of a batch over the limit",
            post("/v1/events", BATCH, "[" + with("note", "x".repeat(5000)) + "]"),
            "413 event-too-large index=0"),
        bad(
            "a batch over the limit",
            post("/v1/events", BATCH, "[" + " ".repeat(17_000) + "]"),
            "413 batch-too-large limit=16384"),
        bad(
            "the same id twice",
            post("/v1/events", BATCH, "[" + with("type", "a") + "," + with("type", "b") + "]"),
            "409 id-reused"),
        bad(
            "a partial repeat",
            post(
                "/v1/events",
                BATCH,
                "[" + Samples.order("first").encode() + "," + with("id", "new") + "]"),
            "409 partial-repeat"),
        bad(
            "binary mode without a source",
            post("/v1/events", "text/plain", "x", "ce-specversion: 1.0", "ce-id: 1", "ce-type: t"),
            "400 malformed-event attribute=source"),
        bad(
            "binary mode over the limit",
            post(
                "/v1/events",
                "text/plain",
                "x".repeat(5000),
                "ce-specversion: 1.0",
                "ce-id: 1",
                "ce-type: t",
                "ce-source: s"),
            "413 event-too-large"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"events", "batches"})
  void G2_bad_input_is_refused_with_directions_and_nothing_of_it_is_recorded(BadInput input) {
    input.checkAt(gateway);
  }
}
