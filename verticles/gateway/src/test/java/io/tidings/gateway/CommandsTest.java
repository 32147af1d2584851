package io.tidings.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Rejection;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandsTest {

  private static final String PATH = "/v1/commands/orders/order-A1";

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static JsonObject command() {
    return new JsonObject()
        .put("specversion", "1.0")
        .put("id", "c1")
        .put("source", "/shop")
        .put("type", "pay-order")
        .put("datacontenttype", "application/json")
        .put("data", new JsonObject().put("amount", 30));
  }

  private static RecordedEvent paid() {
    NewEvent event =
        NewEvent.builder("e1", "/deciders/orders", "orders.order-paid").stream("order-A1")
            .subject("order-A1")
            .data(Data.of(Data.Form.JSON, "{ \"amount\" : 30.0 }".getBytes(UTF_8)))
            .build();
    return new RecordedEvent(event, 2, 41, 7, Instant.parse("2026-11-23T14:05:06Z"));
  }

  @Test
  void G1_an_accepted_command_is_answered_with_its_events_byte_for_byte() {
    gateway.commands.answer(new CommandOutcome.Accepted(2, List.of(paid()), false));

    Http.Answer answer = http.post(PATH, Http.EVENT, command().encode());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("stream")).isEqualTo("order-A1");
    assertThat(answer.json().getLong("version")).isEqualTo(2);
    assertThat(answer.json().getString("cursor")).isEqualTo("7-41");
    assertThat(answer.json().getBoolean("duplicate")).isFalse();
    assertThat(answer.json().getJsonArray("events")).hasSize(1);
    assertThat(answer.json().getJsonArray("events").getJsonObject(0).getString("tidingsversion"))
        .isEqualTo("2");
    assertThat(answer.body()).contains("\"data\":{ \"amount\" : 30.0 }");
  }

  @Test
  void the_decider_gets_the_command_as_it_was_sent() {
    gateway.commands.answer(new CommandOutcome.Accepted(0, List.of(), false));

    http.post("/v1/commands/orders/order-%C3%84%2F1", Http.EVENT, command().encode());

    Command sent = gateway.commands.sent.get(0);
    assertThat(sent.decider()).isEqualTo("orders");
    assertThat(sent.stream()).isEqualTo("order-Ä/1");
    assertThat(sent.message().id()).isEqualTo("c1");
    assertThat(sent.message().source()).isEqualTo("/shop");
    assertThat(sent.message().type()).isEqualTo("pay-order");
    assertThat(sent.message().data().text()).isEqualTo("{\"amount\":30}");
    assertThat(gateway.head()).isZero();
  }

  @Test
  void binary_mode_is_taken() {
    gateway.commands.answer(new CommandOutcome.Accepted(2, List.of(paid()), true));

    Http.Answer answer =
        http.send(
            "POST",
            PATH,
            "{\"amount\":30}",
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            "c1",
            "ce-source",
            "/shop",
            "ce-type",
            "pay-order");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getBoolean("duplicate")).isTrue();
    assertThat(gateway.commands.sent.get(0).message().data().text()).isEqualTo("{\"amount\":30}");
  }

  @Test
  void a_command_without_events_is_answered_without_a_cursor() {
    gateway.commands.answer(new CommandOutcome.Accepted(3, List.of(), false));

    Http.Answer answer = http.post(PATH, Http.EVENT, command().encode());

    assertThat(answer.json())
        .isEqualTo(
            new JsonObject(
                "{\"stream\":\"order-A1\",\"version\":3,\"duplicate\":false,\"events\":[]}"));
  }

  @Test
  void G2_a_rejection_is_a_problem_with_its_code() {
    gateway.commands.answer(
        new CommandOutcome.Rejected(new Rejection("order-paid-already", "It was paid before")));

    Http.Answer answer = http.post(PATH, Http.EVENT, command().encode());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("content-type")).isEqualTo(Http.PROBLEM);
    assertThat(answer.json().getString("type")).isEqualTo("urn:tidings:problem:command-rejected");
    assertThat(answer.json().getString("rejection")).isEqualTo("order-paid-already");
    assertThat(answer.json().getString("detail")).isEqualTo("It was paid before");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new CommandFailure.UnknownDecider("nobody"), 404, "unknown-decider"),
        Arguments.of(new CommandFailure.Invalid("amount"), 400, "bad-command"),
        Arguments.of(new CommandFailure.Conflict("others"), 409, "command-conflict"),
        Arguments.of(new CommandFailure.Overloaded("full"), 503, "commands-overloaded"),
        Arguments.of(new CommandFailure.Unreadable("version 9"), 500, "unreadable-events"),
        Arguments.of(new CommandFailure.Unavailable("gone", null), 503, "commands-unavailable"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void G2_every_failure_is_a_problem_that_says_what_to_do(
      CommandFailure failure, int status, String type) {
    gateway.commands.fail(failure);

    Http.Answer answer = http.post(PATH, Http.EVENT, command().encode());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getString("type")).isEqualTo("urn:tidings:problem:" + type);
    assertThat(answer.header("retry-after")).isEqualTo(status == 409 || status == 503 ? "1" : null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/commands/Orders/order-1", "/v1/commands/orders/%00", "/v1/commands/a b/x"})
  void G2_names_that_can_be_none_are_refused(String path) {
    Http.Answer answer = http.post(path.replace(" ", "%20"), Http.EVENT, command().encode());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(gateway.commands.sent).isEmpty();
  }

  @Test
  void G2_what_is_no_single_event_is_refused() {
    assertThat(http.post(PATH, Http.BATCH, "[" + command().encode() + "]").status()).isEqualTo(415);
    assertThat(http.post(PATH, "text/plain", "pay").status()).isEqualTo(415);
    assertThat(http.post(PATH, Http.EVENT, "{\"id\":1}").status()).isEqualTo(400);
    assertThat(http.get(PATH).status()).isEqualTo(405);
    assertThat(gateway.commands.sent).isEmpty();
  }
}
