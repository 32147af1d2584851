package io.tidings.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WireTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void Lines_are_answered_while_more_of_them_are_sent() throws Exception {
    URI server = serve(request -> request.response().setChunked(true).send(request));

    try (Wire wire =
        new Wire(server, Duration.ofSeconds(10), "POST /", "Transfer-Encoding: chunked")) {
      wire.write("one\n");
      BufferedReader answers = new BufferedReader(new InputStreamReader(wire.answer(), UTF_8));
      assertThat(wire.status()).isEqualTo(200);
      assertThat(answers.readLine()).isEqualTo("one");
      wire.write("two\n");
      assertThat(answers.readLine()).isEqualTo("two");
      wire.write("");
      assertThat(answers.readLine()).isNull();
    }
  }

  @Test
  void A_body_of_known_length_ends_there() throws Exception {
    URI server = serve(request -> request.response().setStatusCode(410).end("gone"));

    try (Wire wire = new Wire(server, Duration.ofSeconds(10), "GET /")) {
      assertThat(wire.answer().readAllBytes()).isEqualTo("gone".getBytes(UTF_8));
      assertThat(wire.status()).isEqualTo(410);
    }
  }

  @Test
  void A_server_that_is_silent_is_noticed() throws Exception {
    URI server = serve(request -> {});

    try (Wire wire = new Wire(server, Duration.ofMillis(100), "GET /")) {
      assertThatThrownBy(wire::answer).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private URI serve(Handler<HttpServerRequest> handler) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(handler)
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS);
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }
}
