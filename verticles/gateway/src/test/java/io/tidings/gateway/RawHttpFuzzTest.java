package io.tidings.gateway;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come over a connection, it is answered or closed, and others are served. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RawHttpFuzzTest {

  private static final int PATIENCE_MILLIS = 10;

  private static FuzzedGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new FuzzedGateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static Stream<byte[]> bad() {
    return Stream.concat(BadRequestsTest.requests(), BadRequestsTest.wire())
        .map(BadInput::request)
        .filter(request -> request.length < 1000);
  }

  @MethodSource("bad")
  @DictionaryEntries({
    "Content-Length: ",
    "Transfer-Encoding: chunked",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Upgrade: h2c",
    "Expect: 100-continue",
    "HTTP/1.1\\x0d\\x0a",
    "HTTP/1.0\\x0d\\x0a",
    "\\x0d\\x0a\\x0d\\x0a",
    "OPTIONS *",
    "CONNECT ",
    "Content-Type: application/x-ndjson",
    "Accept: text/event-stream",
    "Host: a\\x0d\\x0a"
  })
  @FuzzTest
  void any_bytes_are_answered_or_the_connection_is_closed(byte[] request) {
    Answers.checkAll(request, gateway.send(request, PATIENCE_MILLIS));
  }
}
