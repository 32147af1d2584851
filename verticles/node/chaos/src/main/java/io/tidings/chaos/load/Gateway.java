package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.process.Http;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** All nodes' gateways, as one client uses them: the next one when one does not answer. */
final class Gateway {

  static final String ONE = "application/cloudevents+json";
  static final String BATCH = "application/cloudevents-batch+json";

  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration BREATH = Duration.ofMillis(100);

  /** What came back, or why nothing did; then the status is 0. */
  record Answer(int status, String body, Duration retryAfter) {

    JsonObject json() {
      return new JsonObject(body);
    }

    /** Whether to ask again. */
    boolean isPassing() {
      return status == 0 || status == 408 || status == 429 || status >= 500;
    }
  }

  private final List<URI> nodes;
  private int current;

  /** Begins at that node. */
  Gateway(List<URI> nodes, int first) {
    this.nodes = nodes;
    this.current = first % nodes.size();
  }

  URI node() {
    return nodes.get(current);
  }

  void next() {
    current = (current + 1) % nodes.size();
  }

  /** Posts an append; on what does not last the next attempt goes to another node. */
  Attempt append(String path, String type, String body, String... headers) {
    Answer answer = send("POST", path, type, body, headers);
    if (answer.isPassing()) {
      return new Attempt.Again("status " + answer.status() + " " + answer.body(), answer.retryAfter());
    }
    if (answer.status() == 201) {
      return new Attempt.Done(receipts(answer.json().getJsonArray("results")));
    }
    long actual =
        answer.status() == 412 ? answer.json().getLong("actual", Entry.ANY) : Entry.ANY;
    return new Attempt.Refused(answer.status(), actual);
  }

  Answer send(String method, String path, String type, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node().resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .method(
                method,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      Answer answer =
          answer(
              Http.CLIENT.send(
                  (headers.length == 0 ? request : request.headers(headers)).build(),
                  BodyHandlers.ofString()));
      if (answer.isPassing()) {
        next();
      }
      return answer;
    } catch (IOException gone) {
      next();
      return new Answer(0, gone.toString(), BREATH);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer(0, "interrupted", BREATH);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    Duration pause =
        response
            .headers()
            .firstValue("Retry-After")
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(BREATH);
    return new Answer(response.statusCode(), response.body(), pause);
  }

  private static List<Entry.Receipt> receipts(JsonArray results) {
    return results.stream().map(JsonObject.class::cast).map(Gateway::receipt).toList();
  }

  static Entry.Receipt receipt(JsonObject result) {
    return new Entry.Receipt(
        result.getLong("epoch"), result.getLong("position"), result.getLong("version"));
  }
}
