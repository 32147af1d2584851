package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A consumer as it is looked at and steered over HTTP. */
record Administered(Http http, String consumer) {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  JsonObject status() {
    return http.get("/v1/consumers/" + consumer).json();
  }

  List<JsonObject> segments() {
    return objects(status(), "segments");
  }

  /** The node that works on the slot; null if there is none. */
  String owner(int slot) {
    return segments().stream()
        .filter(one -> one.getJsonObject("slots").getInteger("first") <= slot)
        .filter(one -> slot <= one.getJsonObject("slots").getInteger("last"))
        .map(one -> one.getString("owner"))
        .findFirst()
        .orElseThrow();
  }

  /** Whether it runs, in so many segments, with an owner for each and no replay. */
  boolean works(int segments) {
    JsonObject status = status();
    List<JsonObject> all = objects(status, "segments");
    return status.getString("state").equals("running")
        && all.size() == segments
        && all.stream().allMatch(one -> one.getString("owner") != null)
        && all.stream().map(one -> one.getJsonObject("replay")).noneMatch(Objects::nonNull);
  }

  boolean hasOwner(NodeProcess node) {
    return segments().stream().anyMatch(segment -> isBy(node, segment));
  }

  boolean hasNoOwnerBut(NodeProcess node) {
    return segments().stream().allMatch(segment -> isBy(node, segment));
  }

  private static boolean isBy(NodeProcess node, JsonObject segment) {
    return String.valueOf(segment.getString("owner")).contains("-" + node.pid() + "-");
  }

  /** Waits until everything is handled that is in the log now. */
  void awaitCaughtUp() {
    String cursor = http.log().getString("cursor");
    Http.Answer answer =
        http.get("/v1/consumers/" + consumer + "?timeout=30s&caught-up-to=" + cursor);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  void awaitWork(int segments) {
    await().atMost(PATIENCE).until(() -> works(segments));
  }

  List<JsonObject> deadLetters(String query) {
    return objects(
        http.get("/v1/consumers/" + consumer + "/dead-letters" + query).json(), "deadLetters");
  }

  Http.Answer deadLetter(long position) {
    return http.get("/v1/consumers/" + consumer + "/dead-letters/" + position);
  }

  /** Requires that it is accepted. */
  JsonObject command(String path, JsonObject body) {
    Http.Answer answer =
        http.post("/v1/consumers/" + consumer + "/" + path, "application/json", body.encode());
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isIn(200, 202);
    return answer.json();
  }

  List<JsonObject> ledger(String action) {
    return objects(http.get("/v1/ledger?limit=1000&consumer=" + consumer).json(), "rows").stream()
        .filter(row -> row.getString("action").equals(action))
        .toList();
  }

  /** Of the node that is asked. */
  double metric(String name) {
    String label = "consumer=\"" + consumer + "\"";
    return http.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("tidings_consumer_" + name + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static List<JsonObject> objects(JsonObject of, String member) {
    JsonArray array = of.getJsonArray(member);
    assertThat(array).as(of.encode()).isNotNull();
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
