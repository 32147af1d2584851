package io.tidings.chaos.process;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A node as seen by who has an HTTP client. Header fields: name, value, … */
public final class Http {

  public static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** What came back. */
  public record Answer(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String body() {
      return response.body();
    }

    public JsonObject json() {
      return new JsonObject(body());
    }

    public List<JsonObject> results() {
      return objects(json().getJsonArray("results"));
    }

    /** The only receipt. */
    public JsonObject receipt() {
      return results().get(0);
    }

    /** Where the only event of the request is. */
    public String cursor() {
      return receipt().getLong("epoch") + "-" + receipt().getLong("position");
    }

    /** The events of a page. */
    public List<JsonObject> events() {
      return objects(new JsonArray(body()));
    }

    public List<JsonObject> lines() {
      return body().lines().map(JsonObject::new).toList();
    }

    private static List<JsonObject> objects(JsonArray array) {
      return array.stream().map(JsonObject.class::cast).toList();
    }
  }

  private final URI base;

  public Http(URI base) {
    this.base = base;
  }

  public URI uri(String path) {
    return base.resolve(path);
  }

  public Answer get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public Answer post(String path, String type, String body, String... headers) {
    return send(
        request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  public Answer put(String path, String type, String body) {
    return send(request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body)));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /** Posts one event, in structured mode. */
  public Answer post(String event) {
    return post("/v1/events", "application/cloudevents+json", event);
  }

  public JsonObject log() {
    return get("/v1/log").json();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Throws {@link UncheckedIOException} if there is no answer. */
  private static Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
