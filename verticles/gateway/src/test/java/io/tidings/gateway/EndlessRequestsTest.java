package io.tidings.gateway;

import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that never come to an end are cut off, and nothing is held for them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EndlessRequestsTest {

  private static final String POST = "POST /v1/events HTTP/1.1\\r\\nHost: a\\r\\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\\r\\nContent-Type: ";

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        new RunningGateway(
            Configs.with(
                "maxEventBytes",
                10_000,
                "requestTimeout",
                Duration.ofMillis(700),
                "idleTimeout",
                Duration.ofMillis(1500),
                "heartbeat",
                Duration.ofMillis(500)));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a request line, 'GET /', x",
    "blank lines, '\\r\\n', '\\r\\n'",
    "header fields, '" + POST + "', 'X: y\\r\\n'",
    "a header field, '" + POST + "X: ', y",
    "a body, '" + CHUNKED + EVENT + "\\r\\n\\r\\n', '1\\r\\n \\r\\n'",
    "the length of a chunk, '" + CHUNKED + EVENT + "\\r\\n\\r\\n', 0",
    "a chunk extension, '" + CHUNKED + EVENT + "\\r\\n\\r\\n1;', x",
    "trailers, '" + CHUNKED + EVENT + "\\r\\n\\r\\n0\\r\\n', 'X: y\\r\\n'",
    "a trailer, '" + CHUNKED + EVENT + "\\r\\n\\r\\n0\\r\\nX: ', y",
    "a body that nobody wants, '"
        + "GET /v1/log HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n', '1\\r\\n \\r\\n'",
    "a line, '" + CHUNKED + NDJSON + "\\r\\n\\r\\n', '10\\r\\n0123456789012345\\r\\n'",
    "the length of a chunk of lines, '" + CHUNKED + NDJSON + "\\r\\n\\r\\n', 0",
    "trailers of lines, '" + CHUNKED + NDJSON + "\\r\\n\\r\\n0\\r\\n', 'X: y\\r\\n'",
  })
  void whoever_sends_without_end_is_cut_off(String what, String begin, String more) {
    byte[] again = unescaped(more).repeat(1000 / unescaped(more).length()).getBytes();
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(unescaped(begin));
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(cutOff(client, again)).isTrue());
    }
    assertThat(gateway.http.get("/health/live").status()).isEqualTo(200);
  }

  private static boolean cutOff(RawClient client, byte[] again) {
    try {
      while (true) {
        client.send(again);
      }
    } catch (UncheckedIOException cut) {
      return true;
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\r\\n", "\r\n");
  }
}
