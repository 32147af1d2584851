package io.tidings.gateway;

import static io.tidings.gateway.BadInput.bad;
import static io.tidings.gateway.BadInput.head;
import static io.tidings.gateway.BadInput.post;
import static io.tidings.gateway.Http.JSON;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad requests about consumers (G2). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadConsumerRequestsTest {

  private static final String MAILS = "/v1/consumers/mails";

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = BadInput.gateway();
    gateway.http.json("PUT", MAILS, new JsonObject());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static BadInput body(String path, String json, String refusal) {
    return bad(path + " " + json, post(MAILS + path, JSON, json), refusal);
  }

  private static BadInput put(String name, String json, String refusal) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String fields =
        head(
            "PUT /v1/consumers/" + name,
            "Content-Type: " + JSON,
            "Content-Length: " + bytes.length);
    return bad("PUT " + name + " " + json, fields + json, refusal);
  }

  private static BadInput get(String path, String refusal) {
    return bad(path, head("GET " + path), refusal);
  }

  static Stream<BadInput> bodies() {
    return Stream.of(
        body("/lease", "{", "400 malformed-body"),
        body("/lease", "[]", "400 malformed-body"),
        body("/lease", "{} x", "400 malformed-body"),
        body("/lease", "{\"mx\":1}", "400 unknown-member member=mx"),
        body("/lease", "{\"max\":0}", "400 bad-member member=max limit=1000"),
        body("/lease", "{\"max\":1001}", "400 bad-member member=max"),
        body("/lease", "{\"max\":\"1\"}", "400 bad-member member=max"),
        body("/lease", "{\"max\":1.5}", "400 bad-member member=max"),
        body("/lease", "{\"wait\":\"soon\"}", "400 bad-member member=wait"),
        body("/lease", "{\"wait\":\"-PT1S\"}", "400 bad-member member=wait"),
        body("/lease", "{\"wait\":20}", "400 bad-member member=wait"),
        body("/lease", "{\"visibility\":\"PT0S\"}", "400 bad-member member=visibility"),
        body("/lease", "{\"visibility\":\"100d\"}", "400 bad-member member=visibility"),
        body("/ack", "{}", "400 bad-member member=receipts"),
        body("/ack", "{\"receipts\":\"1-a\"}", "400 bad-member member=receipts"),
        body("/ack", "{\"receipts\":[\"a\"]}", "400 bad-member member=receipts"),
        body("/ack", "{\"receipts\":[1]}", "400 bad-member member=receipts"),
        body("/nack", "{}", "400 bad-member member=events"),
        body("/nack", "{\"events\":[{}]}", "400 bad-member member=events[0].receipt"),
        body(
            "/nack",
            "{\"events\":[{\"receipt\":\"1-a\",\"retry\":\"1s\"}]}",
            "400 unknown-member member=events[0].retry"),
        body(
            "/nack",
            "{\"events\":[{\"receipt\":\"1-a\",\"retryAfter\":\"1s\",\"deadLetter\":true}]}",
            "400 bad-member member=events[0].retryAfter"),
        body("/extend", "{\"receipts\":[\"1-a\"]}", "400 bad-member member=visibility"),
        body("/seek", "{}", "400 bad-member member=to"),
        body("/seek", "{\"to\":\"yesterday\"}", "400 bad-member member=to"),
        body("/seek", "{\"to\":\"first\",\"why\":1}", "400 bad-member member=why"),
        body("/split", "{}", "400 bad-member member=segments"),
        body("/split", "{\"segments\":2000}", "400 bad-member member=segments"),
        body("/replay", "{}", "400 bad-member member=from"),
        body("/replay", "{\"from\":\"1\",\"dryrun\":true}", "400 unknown-member member=dryrun"),
        body(
            "/nack",
            "{\"events\":[{\"receipt\":\"1-a\",\"reason\":\"a\\u0000\"}]}",
            "400 bad-member member=events[0].reason"),
        body("/pause", "{\"why\":\"\\ud800\"}", "400 bad-member member=why"),
        body("/dead-letters/redrive", "{\"state\":\"lost\"}", "400 bad-member member=state"),
        body("/dead-letters/redrive", "{\"perSecond\":-1}", "400 bad-member member=perSecond"),
        body("/dead-letters/discard", "{\"state\":\"dead\"}", "400 bad-member member=why"),
        bad("no JSON", post(MAILS + "/lease", "text/plain", "{}"), "415 unsupported-media-type"),
        bad(
            "a body that is too large",
            post(MAILS + "/lease", JSON, "{\"puller\":\"" + "x".repeat(70_000) + "\"}"),
            "413 body-too-large limit=65536"));
  }

  static Stream<BadInput> definitions() {
    return Stream.of(
        put("Mails", "{}", "400 bad-member member=name"),
        put("m%20s", "{}", "400 bad-member member=name"),
        put("mails", "{\"type\":\"a\"}", "400 unknown-member member=type"),
        put("mails", "{\"types\":\"a\"}", "400 bad-member member=types"),
        put("mails", "{\"types\":[\"\"]}", "400 bad-member member=types"),
        put("mails", "{\"category\":\"a-b\"}", "400 bad-member member=category"),
        put("mails", "{\"stream\":\"\"}", "400 bad-member member=stream"),
        put("mails", "{\"attributes\":{\"a\":1}}", "400 bad-member member=attributes.a"),
        put("mails", "{\"attributes\":{\"A\":\"1\"}}", "400 bad-member member=attributes.A"),
        put("mails", "{\"start\":\"now\"}", "400 bad-member member=start"),
        put("mails", "{\"segments\":0}", "400 bad-member member=segments"),
        put("mails", "{\"inFlight\":10001}", "400 bad-member member=inFlight"),
        put("mails", "{\"retry\":3}", "400 bad-member member=retry"),
        put("mails", "{\"retry\":{\"attempts\":0}}", "400 bad-member member=retry.attempts"),
        put("mails", "{\"retry\":{\"times\":3}}", "400 unknown-member member=retry.times"),
        put(
            "mails",
            "{\"retry\":{\"initial\":\"2s\",\"longest\":\"1s\"}}",
            "400 bad-member member=retry.longest"),
        put("mails", "{\"retry\":{\"jitter\":2}}", "400 bad-member member=retry.jitter"),
        put("mails", "{\"onFailure\":\"ignore\"}", "400 bad-member member=onFailure"),
        put("mails?replace=yes", "{}", "400 bad-parameter parameter=replace"),
        put("mails?replce=true", "{}", "400 unknown-parameter parameter=replce"));
  }

  static Stream<BadInput> queries() {
    return Stream.of(
        get("/v1/consumers/nobody", "404 unknown-consumer"),
        get("/v1/consumers/a%00", "404 unknown-consumer"),
        get(MAILS + "/dead-letters?stream=%00", "400 bad-parameter parameter=stream"),
        get("/v1/consumers?name=a", "400 unknown-parameter"),
        get(MAILS + "?caughtupto=1", "400 unknown-parameter parameter=caughtupto"),
        get(MAILS + "?caught-up-to=x", "400 bad-parameter parameter=caught-up-to"),
        get(MAILS + "?caught-up-to=1&timeout=x", "400 bad-parameter parameter=timeout"),
        get(MAILS + "/dead-letters?state=x", "400 bad-parameter parameter=state"),
        get(MAILS + "/dead-letters?age=x", "400 bad-parameter parameter=age"),
        get(MAILS + "/dead-letters?limit=101", "400 bad-parameter parameter=limit limit=100"),
        get(MAILS + "/lease", "405 method-not-allowed"),
        get(MAILS + "/leases", "404 not-found"),
        get("/v1/ledger?limit=0", "400 bad-parameter parameter=limit"),
        bad("DELETE of all", head("DELETE /v1/consumers"), "405 method-not-allowed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"bodies", "definitions", "queries"})
  void G2_bad_input_is_refused_with_directions(BadInput input) {
    input.checkAt(gateway);
  }
}
