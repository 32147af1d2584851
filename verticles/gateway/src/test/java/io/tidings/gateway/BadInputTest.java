package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static io.tidings.gateway.Http.PROBLEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad input: what is answered, and that nothing of it is recorded (G2). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadInputTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        new RunningGateway(
            Configs.with("maxEventBytes", 4096, "maxBatchBytes", 16_384, "maxBatchEvents", 5));
    gateway.http.post("/v1/events", EVENT, Samples.order("first").encode());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /**
   * @param request as it goes over the wire
   * @param members of the problem that must be there, and their values; null for any value
   */
  record Bad(String name, byte[] request, int status, String type, Map<String, Object> members) {

    @Override
    public String toString() {
      return name + " -> " + status + " " + type;
    }
  }

  private static Bad bad(String name, String request, int status, String type, Object... members) {
    return bad(name, request.getBytes(StandardCharsets.UTF_8), status, type, members);
  }

  private static Bad bad(String name, byte[] request, int status, String type, Object... members) {
    Map<String, Object> expected = new java.util.HashMap<>();
    for (int at = 0; at < members.length; at += 2) {
      expected.put((String) members[at], members[at + 1]);
    }
    return new Bad(name, request, status, type, expected);
  }

  private static String head(String line, String... fields) {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static byte[] post(String path, String type, byte[] body, String... fields) {
    String[] all = java.util.Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "Content-Type: " + type;
    all[fields.length + 1] = "Content-Length: " + body.length;
    byte[] head = head("POST " + path, all).getBytes(StandardCharsets.UTF_8);
    byte[] request = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private static byte[] post(String path, String type, String body, String... fields) {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8), fields);
  }

  private static byte[] event(String body, String... fields) {
    return post("/v1/events", EVENT, body, fields);
  }

  private static String without(String attribute) {
    JsonObject event = Samples.order("bad");
    event.remove(attribute);
    return event.encode();
  }

  private static String with(String attribute, Object value) {
    return Samples.order("bad").put(attribute, value).encode();
  }

  private static byte[] invalidUtf8() {
    byte[] body = with("subject", "order-#").getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < body.length; at++) {
      body[at] = body[at] == '#' ? (byte) 0xff : body[at];
    }
    return body;
  }

  static Stream<Bad> events() {
    return Stream.of(
        bad("an empty body", event(""), 400, "malformed-event", "byteOffset", 0),
        bad("no JSON", event("order placed"), 400, "malformed-event", "byteOffset", 0),
        bad(
            "JSON that ends early",
            event("{\"id\":\"1\""),
            400,
            "malformed-event",
            "byteOffset",
            null),
        bad("JSON with a flaw", event("{\"id\":\"1\",}"), 400, "malformed-event", "byteOffset", 10),
        bad(
            "something behind the event",
            event(with("id", "x") + "{}"),
            400,
            "malformed-event",
            "byteOffset",
            null),
        bad("an array as one event", event("[]"), 400, "malformed-event", "byteOffset", 0),
        bad(
            "a member twice",
            event("{\"id\":\"1\",\"id\":\"2\"}"),
            400,
            "malformed-event",
            "attribute",
            "id"),
        bad("no id", event(without("id")), 400, "malformed-event", "attribute", "id"),
        bad("no source", event(without("source")), 400, "malformed-event", "attribute", "source"),
        bad("no type", event(without("type")), 400, "malformed-event", "attribute", "type"),
        bad(
            "no specversion",
            event(without("specversion")),
            400,
            "malformed-event",
            "attribute",
            "specversion"),
        bad(
            "another specversion",
            event(with("specversion", "0.3")),
            400,
            "malformed-event",
            "attribute",
            "specversion"),
        bad("an empty id", event(with("id", "")), 400, "malformed-event", "attribute", "id"),
        bad("a number as id", event(with("id", 7)), 400, "malformed-event", "attribute", "id"),
        bad(
            "an object as type",
            event(with("type", new JsonObject())),
            400,
            "malformed-event",
            "attribute",
            "type"),
        bad(
            "a time that is none",
            event(with("time", "yesterday")),
            400,
            "malformed-event",
            "attribute",
            "time"),
        bad(
            "an extension in capitals",
            event(with("Traceparent", "x")),
            400,
            "malformed-event",
            "attribute",
            "Traceparent"),
        bad(
            "a schema version of 0",
            event(with("schemaversion", 0)),
            400,
            "malformed-event",
            "attribute",
            "schemaversion"),
        bad(
            "a stream that is too long",
            event(with("stream", "s".repeat(600))),
            400,
            "malformed-event",
            "attribute",
            "stream"),
        bad(
            "U+0000 in an id",
            event("{\"specversion\":\"1.0\",\"id\":\"a\\u0000\",\"source\":\"s\",\"type\":\"t\"}"),
            400,
            "malformed-event",
            "attribute",
            "id"),
        bad(
            "invalid UTF-8",
            post("/v1/events", EVENT, invalidUtf8()),
            400,
            "malformed-event",
            "byteOffset",
            null),
        bad(
            "an event over the limit",
            event(with("note", "x".repeat(5000))),
            413,
            "event-too-large",
            "limit",
            4096),
        bad(
            "an event over the limit, in chunks",
            head("POST /v1/events", "Content-Type: " + EVENT, "Transfer-Encoding: chunked")
                + "1388\r\n"
                + "x".repeat(5000)
                + "\r\n0\r\n\r\n",
            413,
            "event-too-large",
            "limit",
            4096),
        bad(
            "an id of another event",
            event(with("id", "first")),
            409,
            "id-reused",
            "attribute",
            "id"));
  }

  static Stream<Bad> batches() {
    return Stream.of(
        bad("an empty batch", post("/v1/events", BATCH, "[]"), 400, "malformed-event"),
        bad(
            "an object as batch",
            post("/v1/events", BATCH, "{}"),
            400,
            "malformed-event",
            "byteOffset",
            0),
        bad(
            "a bad event in a batch",
            post("/v1/events", BATCH, "[" + with("id", "ok") + ",{}]"),
            400,
            "malformed-event",
            "index",
            1),
        bad(
            "too many events",
            post("/v1/events", BATCH, Samples.batch(1, 6)),
            413,
            "too-many-events",
            "limit",
            5),
        bad(
            "one event of a batch over the limit",
            post("/v1/events", BATCH, "[" + with("note", "x".repeat(5000)) + "]"),
            413,
            "event-too-large",
            "index",
            0),
        bad(
            "a batch over the limit",
            post("/v1/events", BATCH, "[" + " ".repeat(17_000) + "]"),
            413,
            "batch-too-large",
            "limit",
            16_384),
        bad(
            "the same id twice",
            post("/v1/events", BATCH, "[" + with("type", "a") + "," + with("type", "b") + "]"),
            409,
            "id-reused"),
        bad(
            "a partial repeat",
            post(
                "/v1/events",
                BATCH,
                "[" + Samples.order("first").encode() + "," + with("id", "new") + "]"),
            409,
            "partial-repeat"),
        bad(
            "binary mode without a source",
            post("/v1/events", "text/plain", "x", "ce-specversion: 1.0", "ce-id: 1", "ce-type: t"),
            400,
            "malformed-event",
            "attribute",
            "source"),
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
            413,
            "event-too-large"));
  }

  static Stream<Bad> requests() {
    return Stream.of(
        bad(
            "plain JSON",
            post("/v1/events", "application/json", "{}"),
            415,
            "unsupported-media-type"),
        bad(
            "a form",
            post("/v1/events", "application/x-www-form-urlencoded", "a=b"),
            415,
            "unsupported-media-type"),
        bad(
            "no content type",
            head("POST /v1/events", "Content-Length: 0"),
            415,
            "unsupported-media-type"),
        bad(
            "another charset",
            post("/v1/events", EVENT + "; charset=utf-16", "{}"),
            415,
            "unsupported-media-type"),
        bad("a compressed body", event("x", "Content-Encoding: gzip"), 415, "unsupported-encoding"),
        bad(
            "lines to a stream",
            post("/v1/streams/a/events", NDJSON, "{}"),
            415,
            "unsupported-media-type"),
        bad(
            "an unknown parameter",
            head("GET /v1/events?limt=1"),
            400,
            "unknown-parameter",
            "parameter",
            "limt"),
        bad(
            "a parameter of a post",
            post("/v1/events?stream=x", EVENT, with("id", "ok")),
            400,
            "unknown-parameter",
            "parameter",
            "stream"),
        bad(
            "a parameter twice",
            head("GET /v1/events?limit=1&limit=2"),
            400,
            "bad-parameter",
            "parameter",
            "limit"),
        bad(
            "a limit of 0",
            head("GET /v1/events?limit=0"),
            400,
            "bad-parameter",
            "parameter",
            "limit"),
        bad(
            "a limit over the limit",
            head("GET /v1/events?limit=1001"),
            400,
            "bad-parameter",
            "limit",
            1000),
        bad(
            "a cursor that is none",
            head("GET /v1/events?after=x"),
            400,
            "bad-parameter",
            "parameter",
            "after"),
        bad(
            "a version that is none",
            head("GET /v1/streams/a/events?after=1-2"),
            400,
            "bad-parameter",
            "parameter",
            "after"),
        bad(
            "a direction that is none",
            head("GET /v1/events?direction=up"),
            400,
            "bad-parameter",
            "parameter",
            "direction"),
        bad(
            "an empty type",
            head("GET /v1/events?type=a,,b"),
            400,
            "bad-parameter",
            "parameter",
            "type"),
        bad(
            "a Last-Event-ID that is none",
            head("GET /v1/events", "Accept: text/event-stream", "Last-Event-ID: x"),
            400,
            "bad-parameter",
            "parameter",
            "Last-Event-ID"),
        bad(
            "a page of a live stream",
            head("GET /v1/events?limit=5", "Accept: text/event-stream"),
            400,
            "unknown-parameter",
            "parameter",
            "limit"),
        bad("a query that is no UTF-8", head("GET /v1/events?type=%ff"), 400, "bad-parameter"),
        bad("a query with a bad escape", head("GET /v1/events?type=%zz"), 400, "bad-parameter"),
        bad(
            "a cursor of a lost future",
            head("GET /v1/events?after=7-99"),
            410,
            "cursor-lost",
            "goBackTo",
            null),
        bad(
            "a live cursor of a lost future",
            head("GET /v1/events", "Accept: text/event-stream", "Last-Event-ID: 7-99"),
            410,
            "cursor-lost",
            "goBackTo",
            null),
        bad(
            "a stream that is no UTF-8",
            head("GET /v1/streams/%ff/events"),
            400,
            "malformed-request"),
        bad(
            "a stream with a bad escape",
            head("GET /v1/streams/%zz/events"),
            400,
            "malformed-request"),
        bad(
            "a stream that is too long",
            head("GET /v1/streams/" + "s".repeat(600) + "/events"),
            400,
            "malformed-request",
            "attribute",
            "stream"),
        bad("a dot segment", head("GET /v1/streams/../events"), 400, "malformed-request"),
        bad(
            "an escaped dot segment",
            head("GET /v1/streams/%2E%2e/events"),
            400,
            "malformed-request"),
        bad("an unknown path", head("GET /v2/events"), 404, "not-found"),
        bad("a wrong method", head("DELETE /v1/events"), 405, "method-not-allowed"),
        bad(
            "a wrong method without a body",
            head("PUT /v1/log", "Content-Length: 0"),
            405,
            "method-not-allowed"),
        bad(
            "nothing acceptable",
            head("GET /v1/events", "Accept: image/png"),
            406,
            "not-acceptable"),
        bad(
            "nothing acceptable by weight",
            head("GET /v1/events", "Accept: */*;q=0"),
            406,
            "not-acceptable"),
        bad(
            "another expectation",
            event("{}", "Expect: the-unexpected"),
            417,
            "expectation-failed"));
  }

  static Stream<Bad> wire() {
    return Stream.of(
        bad("no HTTP", "hello\r\n\r\n", 400, "malformed-request"),
        bad(
            "a request line that is too long",
            head("GET /v1/events?type=" + "x".repeat(9000)),
            414,
            "uri-too-long"),
        bad(
            "a header flood",
            head(
                "GET /v1/events",
                Stream.generate(() -> "X-Filler: 0123456789").limit(2000).toArray(String[]::new)),
            431,
            "headers-too-large"),
        bad(
            "a header that is too long",
            head("GET /v1/events", "X-Filler: " + "x".repeat(20_000)),
            431,
            "headers-too-large"),
        bad(
            "a header with a control character",
            head("GET /v1/events", "X-Filler: a\u0001b"),
            400,
            "malformed-request"),
        bad("no Host", "GET /v1/events HTTP/1.1\r\n\r\n", 400, "malformed-request"),
        bad(
            "a length that is none",
            head("POST /v1/events", "Content-Type: " + EVENT, "Content-Length: many"),
            400,
            "malformed-request"),
        bad(
            "two lengths",
            head(
                "POST /v1/events",
                "Content-Type: " + EVENT,
                "Content-Length: 1",
                "Content-Length: 2"),
            400,
            "malformed-request"),
        bad(
            "a length over the limit",
            head("POST /v1/events", "Content-Type: " + EVENT, "Content-Length: 99999999999"),
            413,
            "event-too-large"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"events", "batches", "requests", "wire"})
  void G2_bad_input_is_refused_with_directions_and_nothing_of_it_is_recorded(Bad bad) {
    long head = gateway.head();

    String response;
    try (RawClient client = new RawClient(gateway.port())) {
      response = client.send(bad.request()).response();
    }

    assertThat(response).containsPattern("^HTTP/1\\.[01] " + bad.status() + " ");
    assertThat(response.toLowerCase(java.util.Locale.ROOT)).contains("content-type: " + PROBLEM);
    JsonObject problem = new JsonObject(response.substring(response.indexOf("\r\n\r\n") + 4));
    assertThat(problem.getString("type")).isEqualTo("urn:tidings:problem:" + bad.type());
    assertThat(problem.getInteger("status")).isEqualTo(bad.status());
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    bad.members()
        .forEach(
            (name, value) -> {
              assertThat(problem.getMap()).containsKey(name);
              if (value != null) {
                assertThat(problem.getValue(name)).isEqualTo(value);
              }
            });
    assertThat(gateway.head()).isEqualTo(head);
  }
}
