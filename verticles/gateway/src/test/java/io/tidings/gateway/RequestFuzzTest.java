package io.tidings.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.http.HttpMethod;
import io.vertx.openapi.contract.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;

/** Whatever is asked of any route, in good HTTP, is answered as the OpenAPI document says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RequestFuzzTest {

  private static final int PATIENCE_MILLIS = 200;

  private static FuzzedGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new FuzzedGateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** A line of method and target, lines of header fields, an empty line, the body. */
  @DictionaryEntries({
    "/v1/events",
    "/v1/streams/",
    "/events",
    "/v1/log",
    "/v1/scheduled",
    "/v1/sagas/",
    "/v1/commands/",
    "/v1/consumers/",
    "/lease",
    "/ack",
    "/nack",
    "/extend",
    "/pause",
    "/resume",
    "/seek",
    "/split",
    "/merge",
    "/replay",
    "/dead-letters",
    "/redrive",
    "/discard",
    "/edit",
    "/v1/ledger",
    "application/json",
    "Accept:",
    "application/cloudevents+json",
    "application/cloudevents-batch+json",
    "application/x-ndjson",
    "text/event-stream",
    "after=",
    "before=",
    "limit=",
    "type=",
    "category=",
    "stream=",
    "at-least=",
    "direction=backward",
    "caught-up-to=",
    "timeout=",
    "at=",
    "PT1S",
    "2026-11-23T14:05:06Z",
    "Last-Event-ID:",
    "If-Match:",
    "If-None-Match: *",
    "ce-id:",
    "ce-source:",
    "ce-type:",
    "%00"
  })
  @FuzzTest
  void any_request_is_answered_as_documented(byte[] input) {
    String[] parts = new String(input, ISO_8859_1).split("\n\n", 2);
    String[] lines = parts[0].split("\n");
    String[] words = lines[0].split(" ", 2);
    String method = method(words[0]);
    String target = target(words.length < 2 ? "" : words[1]);
    byte[] request = request(method, target, lines, parts.length < 2 ? "" : parts[1]);

    Http.Answer answer =
        Answers.one(method, target, request, gateway.send(request, PATIENCE_MILLIS));

    if (answer != null && documented(answer)) {
      Contract.check(answer, null);
    }
  }

  private static boolean documented(Http.Answer answer) {
    Operation operation =
        Contract.DOCUMENT.findOperation(
            answer.path().split("\\?", 2)[0], HttpMethod.valueOf(answer.method()));
    return operation != null && answer.status() >= 400;
  }

  private static String method(String word) {
    String letters = word.replaceAll("[^A-Z]", "");
    return letters.isEmpty() ? "GET" : letters.equals("CONNECT") ? "POST" : letters;
  }

  private static String target(String text) {
    StringBuilder target = new StringBuilder("/");
    for (char c : text.substring(text.startsWith("/") ? 1 : 0).toCharArray()) {
      if (c > ' ' && c < 0x7f && c != '#') {
        target.append(c);
      } else {
        target.append(String.format("%%%02X", (int) c));
      }
    }
    return target.toString();
  }

  private static byte[] request(String method, String target, String[] lines, String body) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: a\r\n");
    for (int line = 1; line < lines.length; line++) {
      String field = lines[line].replaceAll("[\\x00-\\x1f\\x7f]", "");
      if (field.matches("(?!(?i)content-length|transfer-encoding|host|connection)[\\w-]+:.*")) {
        request.append(field).append("\r\n");
      }
    }
    return request
        .append("Connection: close\r\nContent-Length: ")
        .append(body.length())
        .append("\r\n\r\n")
        .append(body)
        .toString()
        .getBytes(ISO_8859_1);
  }
}
