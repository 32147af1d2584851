package io.tidings.gateway;

import static io.tidings.gateway.Http.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.LogFailure;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Lines of any length and number, with a log that fails and a client that does not read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LineStreamTest {

  private final FaultyLog fault = new FaultyLog();
  private final RunningGateway gateway =
      new RunningGateway(
          Configs.with(
              "maxEventBytes",
              4096,
              "lineWindowBytes",
              8192,
              "appendPatience",
              Duration.ofMillis(800)),
          fault::before);
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void a_line_over_the_limit_is_passed_over_to_its_end() {
    String lines =
        Samples.lines(1, 1)
            + Samples.order("2").put("note", "x".repeat(100_000)).encode()
            + "\n"
            + Samples.lines(3, 3)
            + "y".repeat(50_000);

    List<JsonObject> answers = http.post("/v1/events", NDJSON, lines).lines();

    assertThat(answers).hasSize(4);
    assertThat(answers.get(1).getInteger("line")).isEqualTo(2);
    JsonObject problem = answers.get(1).getJsonObject("problem");
    assertThat(problem.getInteger("status")).isEqualTo(413);
    assertThat(problem.getInteger("limit")).isEqualTo(4096);
    assertThat(answers.get(2).getLong("position")).isEqualTo(2);
    assertThat(answers.get(3).getInteger("line")).isEqualTo(4);
  }

  @Test
  void any_number_of_bad_lines_is_answered() {
    List<JsonObject> answers = http.post("/v1/events", NDJSON, "{\n".repeat(20_000)).lines();

    assertThat(answers).hasSize(20_000);
    assertThat(answers.get(19_999).getInteger("line")).isEqualTo(20_000);
  }

  @Test
  void no_lines_have_no_answers() {
    assertThat(http.post("/v1/events", NDJSON, "").body()).isEmpty();
    assertThat(http.post("/v1/events", NDJSON, "\n\n  \n").body()).isEmpty();
  }

  @Test
  void a_repeated_line_is_a_duplicate_and_a_reused_id_a_problem() {
    String changed = Samples.order("1").put("type", "orders.changed").encode() + "\n";

    List<JsonObject> answers =
        http.post("/v1/events", NDJSON, Samples.lines(1, 1) + Samples.lines(1, 1) + changed)
            .lines();

    assertThat(answers.get(0).getBoolean("duplicate")).isFalse();
    assertThat(answers.get(1).getBoolean("duplicate")).isTrue();
    assertThat(answers.get(2).getJsonObject("problem").getInteger("status")).isEqualTo(409);
  }

  @Test
  void lines_wait_for_a_log_that_comes_back() {
    fault.failAppends(4, new LogFailure.Overloaded("full", Duration.ofMillis(10)));

    assertThat(http.post("/v1/events", NDJSON, Samples.lines(1, 50)).lines()).hasSize(50);
    assertThat(gateway.head()).isEqualTo(50);
  }

  @Test
  void the_answer_breaks_off_at_the_first_line_when_the_log_stays_away() {
    fault.failAppends(1000, new LogFailure.Unavailable("gone", null));

    List<JsonObject> answers = http.post("/v1/events", NDJSON, Samples.lines(1, 50)).lines();

    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).getInteger("line")).isEqualTo(1);
    assertThat(answers.get(0).getJsonObject("problem").getInteger("status")).isEqualTo(503);
  }

  @Test
  void G3_no_more_is_read_than_the_window_while_the_log_does_not_answer() throws IOException {
    fault.hold();
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      AtomicLong sent = new AtomicLong();
      Thread sender = sender(socket, 200_000, sent);
      sender.start();
      await().until(() -> fault.held() == 1);
      await().pollInterval(Duration.ofMillis(300)).until(new Steady(sent)::steady);

      assertThat(sent.get()).isLessThan(200_000);
      assertThat(fault.held()).isEqualTo(1);
      assertThat(gateway.registry.get("tidings.gateway.held.bytes").gauge().value())
          .isLessThan(20_000);
      fault.release();
    }
  }

  @Test
  void G3_no_more_is_recorded_while_the_client_does_not_read_its_answers() throws Exception {
    int lines = 60_000;
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      AtomicLong sent = new AtomicLong();
      Thread sender = sender(socket, lines, sent);
      sender.start();
      await().until(() -> sent.get() > 1000);
      await().pollInterval(Duration.ofMillis(300)).until(new Steady(sent)::steady);
      assertThat(gateway.head()).isLessThan(lines);

      int answers = 0;
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); answers < lines; line = in.readLine()) {
        answers += line.startsWith("{") ? 1 : 0;
      }
      sender.join();
    }
    assertThat(gateway.head()).isEqualTo(lines);
  }

  /** True once a number has not changed from one look to the next. */
  private static final class Steady {
    private final AtomicLong number;
    private long before = -1;

    Steady(AtomicLong number) {
      this.number = number;
    }

    boolean steady() {
      long now = number.get();
      boolean same = now == before;
      before = now;
      return same;
    }
  }

  private static Thread sender(Socket socket, int lines, AtomicLong sent) {
    Thread sender =
        new Thread(
            () -> {
              try {
                OutputStream out = socket.getOutputStream();
                out.write(
                    ("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                            + NDJSON
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                for (int line = 1; line <= lines; line++) {
                  String text = Samples.order(Integer.toString(line)).encode() + "\n";
                  out.write(
                      (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n")
                          .getBytes(StandardCharsets.US_ASCII));
                  sent.set(line);
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              } catch (IOException closed) {
                // The test has seen enough.
              }
            });
    sender.setDaemon(true);
    return sender;
  }
}
