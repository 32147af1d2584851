package io.tidings.gateway;

import static io.tidings.gateway.BadInput.bad;
import static io.tidings.gateway.BadInput.event;
import static io.tidings.gateway.BadInput.head;
import static io.tidings.gateway.BadInput.post;
import static io.tidings.gateway.BadInput.with;
import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad requests: what is answered, and that nothing is recorded (G2). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadRequestsTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = BadInput.gateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static Stream<BadInput> requests() {
    return Stream.of(
        bad(
            "plain JSON",
            post("/v1/events", "application/json", "{}"),
            "415 unsupported-media-type"),
        bad(
            "a form",
            post("/v1/events", "application/x-www-form-urlencoded", "a=b"),
            "415 unsupported-media-type"),
        bad(
            "no content type",
            head("POST /v1/events", "Content-Length: 0"),
            "415 unsupported-media-type"),
        bad(
            "another charset",
            post("/v1/events", EVENT + "; charset=utf-16", "{}"),
            "415 unsupported-media-type"),
        bad("a compressed body", event("x", "Content-Encoding: gzip"), "415 unsupported-encoding"),
        bad(
            "lines to a stream",
            post("/v1/streams/a/events", NDJSON, "{}"),
            "415 unsupported-media-type"),
        bad(
            "an unknown parameter",
            head("GET /v1/events?limt=1"),
            "400 unknown-parameter parameter=limt"),
        bad(
            "a parameter of a post",
            post("/v1/events?stream=x", EVENT, with("id", "ok")),
            "400 unknown-parameter parameter=stream"),
        bad(
            "a parameter twice",
            head("GET /v1/events?limit=1&limit=2"),
            "400 bad-parameter parameter=limit"),
        bad("a limit of 0", head("GET /v1/events?limit=0"), "400 bad-parameter parameter=limit"),
        bad(
            "a limit over the limit",
            head("GET /v1/events?limit=1001"),
            "400 bad-parameter limit=1000"),
        bad(
            "a cursor that is none",
            head("GET /v1/events?after=x"),
            "400 bad-parameter parameter=after"),
        bad(
            "a version that is none",
            head("GET /v1/streams/a/events?after=1-2"),
            "400 bad-parameter parameter=after"),
        bad(
            "a direction that is none",
            head("GET /v1/events?direction=up"),
            "400 bad-parameter parameter=direction"),
        bad("an empty type", head("GET /v1/events?type=a,,b"), "400 bad-parameter parameter=type"),
        bad(
            "a Last-Event-ID that is none",
            head("GET /v1/events", "Accept: text/event-stream", "Last-Event-ID: x"),
            "400 bad-parameter parameter=Last-Event-ID"),
        bad(
            "a page of a live stream",
            head("GET /v1/events?limit=5", "Accept: text/event-stream"),
            "400 unknown-parameter parameter=limit"),
        bad("a query that is no UTF-8", head("GET /v1/events?type=%ff"), "400 bad-parameter"),
        bad("a query with a bad escape", head("GET /v1/events?type=%zz"), "400 bad-parameter"),
        bad(
            "a query with a bad escape behind a name",
            head("GET /v1/consumers/mails?timeout=%zz"),
            "400 bad-parameter"),
        bad(
            "a cursor of a lost future",
            head("GET /v1/events?after=7-99"),
            "410 cursor-lost goBackTo"),
        bad(
            "a live cursor of a lost future",
            head("GET /v1/events", "Accept: text/event-stream", "Last-Event-ID: 7-99"),
            "410 cursor-lost goBackTo"),
        bad(
            "a stream that is no UTF-8",
            head("GET /v1/streams/%ff/events"),
            "400 malformed-request"),
        bad(
            "a stream with a bad escape",
            head("GET /v1/streams/%zz/events"),
            "400 malformed-request"),
        bad(
            "a stream that is too long",
            head("GET /v1/streams/" + "s".repeat(600) + "/events"),
            "400 malformed-request attribute=stream"),
        bad("a dot segment", head("GET /v1/streams/../events"), "400 malformed-request"),
        bad(
            "an escaped dot segment",
            head("GET /v1/streams/%2E%2e/events"),
            "400 malformed-request"),
        bad("an unknown path", head("GET /v2/events"), "404 not-found"),
        bad("a wrong method", head("DELETE /v1/events"), "405 method-not-allowed"),
        bad(
            "a wrong method without a body",
            head("PUT /v1/log", "Content-Length: 0"),
            "405 method-not-allowed"),
        bad(
            "nothing acceptable",
            head("GET /v1/events", "Accept: image/png"),
            "406 not-acceptable"),
        bad(
            "nothing acceptable by weight",
            head("GET /v1/events", "Accept: */*;q=0"),
            "406 not-acceptable"),
        bad(
            "another expectation",
            event("{}", "Expect: the-unexpected"),
            "417 expectation-failed"));
  }

  static Stream<BadInput> wire() {
    return Stream.of(
        bad("no HTTP", "hello\r\n\r\n", "400 malformed-request"),
        bad(
            "a request line that is too long",
            head("GET /v1/events?type=" + "x".repeat(9000)),
            "414 uri-too-long"),
        bad(
            "a header flood",
            head(
                "GET /v1/events",
                Stream.generate(() -> "X-Filler: 0123456789").limit(2000).toArray(String[]::new)),
            "431 headers-too-large"),
        bad(
            "a header that is too long",
            head("GET /v1/events", "X-Filler: " + "x".repeat(20_000)),
            "431 headers-too-large"),
        bad(
            "a header with a control character",
            head("GET /v1/events", "X-Filler: a\u0001b"),
            "400 malformed-request"),
        bad("no Host", "GET /v1/events HTTP/1.1\r\n\r\n", "400 malformed-request"),
        bad(
            "a length that is none",
            head("POST /v1/events", "Content-Type: " + EVENT, "Content-Length: many"),
            "400 malformed-request"),
        bad(
            "two lengths",
            head(
                "POST /v1/events",
                "Content-Type: " + EVENT,
                "Content-Length: 1",
                "Content-Length: 2"),
            "400 malformed-request"),
        bad(
            "a length over the limit",
            head("POST /v1/events", "Content-Type: " + EVENT, "Content-Length: 99999999999"),
            "413 event-too-large"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"requests", "wire"})
  void G2_bad_input_is_refused_with_directions_and_nothing_of_it_is_recorded(BadInput input) {
    input.checkAt(gateway);
  }
}
