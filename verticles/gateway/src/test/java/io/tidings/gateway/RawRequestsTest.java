package io.tidings.gateway;

import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Requests that end early, come slowly, or come all at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RawRequestsTest {

  private final RunningGateway gateway =
      new RunningGateway(
          Configs.with(
              "requestTimeout",
              Duration.ofMillis(700),
              "idleTimeout",
              Duration.ofMillis(1500),
              "heartbeat",
              Duration.ofMillis(500)));

  @AfterEach
  void stop() {
    gateway.close();
  }

  private RawClient client() {
    return new RawClient(gateway.port());
  }

  private static String head(String type, String... fields) {
    return "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
        + type
        + "\r\n"
        + String.join("\r\n", fields)
        + (fields.length == 0 ? "" : "\r\n")
        + "\r\n";
  }

  private static String post(String event) {
    return head(EVENT, "Content-Length: " + event.length()) + event;
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  /** Appends one event, so that whatever came before has been handled, and answers its position. */
  private long nextPosition() {
    return gateway
        .http
        .post("/v1/events", EVENT, Samples.order("next").encode())
        .result()
        .getLong("position");
  }

  @Test
  void G2_nothing_of_a_body_that_ends_early_is_recorded() {
    String event = Samples.order("cut").encode();
    try (RawClient closed = client();
        RawClient halfClosed = client();
        RawClient chunked = client()) {
      closed.send(head(EVENT, "Content-Length: " + (event.length() + 1)) + event).reset();
      halfClosed.send(head(EVENT, "Content-Length: " + (event.length() + 1)) + event).halfClose();
      chunked.send(head(EVENT, "Transfer-Encoding: chunked") + chunk(event)).halfClose();
      assertThat(halfClosed.closed()).isTrue();
      assertThat(chunked.closed()).isTrue();
    }

    assertThat(nextPosition()).isEqualTo(1);
  }

  @Test
  void a_body_with_a_broken_chunk_is_not_recorded() {
    try (RawClient client = client()) {
      client.send(
          head(EVENT, "Transfer-Encoding: chunked")
              + chunk(Samples.order("1").encode())
              + "not-hex\r\n");
      assertThat(client.closed()).isTrue();
    }

    assertThat(nextPosition()).isEqualTo(1);
  }

  @Test
  void requests_in_a_row_on_one_connection_are_answered_in_a_row() {
    try (RawClient client = client()) {
      client.send(
          post(Samples.order("1").encode()) + post("{") + post(Samples.order("2").encode()));

      assertThat(client.response()).startsWith("HTTP/1.1 201").contains("\"position\":1,");
      assertThat(client.response()).startsWith("HTTP/1.1 400");
      assertThat(client.response()).startsWith("HTTP/1.1 201").contains("\"position\":2,");
    }
  }

  @Test
  void a_client_that_waits_for_100_continue_is_told_to_go_on_or_refused_at_once() {
    String event = Samples.order("1").encode();
    try (RawClient client = client()) {
      client.send(head(EVENT, "Expect: 100-continue", "Content-Length: " + event.length()));
      assertThat(client.send(event).response()).startsWith("HTTP/1.1 100").contains(" 201 ");
    }
    try (RawClient client = client()) {
      client.send(head(EVENT, "Expect: 100-continue", "Content-Length: 99999999"));
      assertThat(client.response()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void a_body_that_drips_is_answered_408() {
    String event = Samples.order("1").encode();
    try (RawClient client = client()) {
      client.send(head(EVENT, "Content-Length: " + event.length()) + event.substring(0, 10));
      assertThat(client.response()).startsWith("HTTP/1.1 408");
    }
    assertThat(nextPosition()).isEqualTo(1);
  }

  @Test
  void a_head_that_drips_is_closed() {
    try (RawClient client = client()) {
      assertThat(client.send("POST /v1/events HTTP/1.1\r\nHost: loc").closed()).isTrue();
    }
  }

  @Test
  void lines_that_were_answered_are_recorded_when_the_client_breaks_off() {
    try (RawClient client = client()) {
      client.send(head(NDJSON, "Transfer-Encoding: chunked"));
      client.send(chunk(Samples.lines(1, 3)));
      await().until(() -> gateway.head() == 3);
      client.send(chunk(Samples.order("unfinished").encode())).reset();
    }

    assertThat(nextPosition()).isEqualTo(4);
  }

  @Test
  void lines_are_answered_before_the_last_one_is_sent() {
    try (RawClient client = client()) {
      client.send(head(NDJSON, "Transfer-Encoding: chunked"));
      for (int line = 1; line <= 3; line++) {
        client.send(chunk(Samples.lines(line, line)));
        assertThat(client.until("\"duplicate\":false}\n")).contains("\"position\":" + line + ",");
      }
      client.send("0\r\n\r\n");
      assertThat(client.until("0\r\n\r\n")).doesNotContain("position");
    }
  }

  @Test
  void a_refused_upload_does_not_lose_its_answer() {
    byte[] large = new byte[3_000_000];
    try (RawClient client = client()) {
      client.send(head(EVENT, "Content-Length: " + large.length));
      client.send(large);
      assertThat(client.response()).startsWith("HTTP/1.1 413");
      client.send(post(Samples.order("1").encode()));
      assertThat(client.response()).startsWith("HTTP/1.1 201");
    }
  }
}
