package io.tidings.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The gateway as somebody sees it who has an HTTP client. Header fields: name, value, … */
final class Http {

  static final String EVENT = "application/cloudevents+json";
  static final String BATCH = "application/cloudevents-batch+json";
  static final String NDJSON = "application/x-ndjson";
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  /** What came back. */
  record Answer(
      String method, String path, int status, Map<String, List<String>> headers, String body) {

    String header(String name) {
      List<String> values = headers.get(name.toLowerCase(java.util.Locale.ROOT));
      return values == null ? null : values.get(0);
    }

    JsonObject json() {
      return new JsonObject(body);
    }

    JsonArray array() {
      return new JsonArray(body);
    }

    List<JsonObject> lines() {
      return body.lines().map(JsonObject::new).toList();
    }

    JsonObject result() {
      return json().getJsonArray("results").getJsonObject(0);
    }

    /** The target of a link in the Link field, or null. */
    String link(String relation) {
      String links = header("link");
      if (links == null) {
        return null;
      }
      for (String link : links.split(", ")) {
        if (link.endsWith("rel=\"" + relation + "\"")) {
          return link.substring(1, link.indexOf('>'));
        }
      }
      return null;
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final int port;

  Http(int port) {
    this.port = port;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Answer post(String path, String type, String body) {
    return send("POST", path, body, "Content-Type", type);
  }

  Answer post(String path, String type, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = type;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return send("POST", path, body, all);
  }

  /** With a body in JSON. */
  Answer json(String method, String path, JsonObject body) {
    return send(method, path, body.encode(), "Content-Type", JSON);
  }

  /** A POST with a body in JSON: name, value, name, value, … */
  Answer ask(String path, Object... namesAndValues) {
    JsonObject body = new JsonObject();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      body.put((String) namesAndValues[at], namesAndValues[at + 1]);
    }
    return json("POST", path, body);
  }

  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      Answer answer =
          new Answer(
              method, path, response.statusCode(), response.headers().map(), response.body());
      Contract.check(answer, body, headers);
      return answer;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path + ": " + e, e);
    }
  }

  /** The body as it comes. */
  HttpResponse<InputStream> stream(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(path + ": " + e, e);
    }
  }
}
