package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.load.EventStream;
import io.tidings.chaos.process.Http;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Follows the log as a browser would, but does not connect again by itself. */
final class SseClient implements AutoCloseable {

  private final HttpResponse<InputStream> response;
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private volatile String lastEventId = "";

  SseClient(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
    try {
      response =
          Http.CLIENT.send(
              (headers.length == 0 ? request : request.headers(headers)).build(),
              BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    reader = new Thread(this::read, "sse-client");
    reader.setDaemon(true);
    reader.start();
  }

  int status() {
    return response.statusCode();
  }

  /** What to send when connecting again. */
  String lastEventId() {
    return lastEventId;
  }

  List<JsonObject> events() {
    return List.copyOf(events);
  }

  List<String> ids() {
    return events().stream().map(event -> event.getString("id")).toList();
  }

  List<Long> positions() {
    return events().stream()
        .filter(event -> event.containsKey("tidingsposition"))
        .map(Log::position)
        .toList();
  }

  /** Waits until so many events have come. */
  SseClient await(int count) {
    Awaitility.await(count + " events on one stream")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(ids()).hasSizeGreaterThanOrEqualTo(count));
    return this;
  }

  /** Waits until the node has ended the stream. */
  void awaitEnd() {
    Awaitility.await("the end of the stream").until(() -> !reader.isAlive());
  }

  private void read() {
    try {
      EventStream.read(
          response.body(),
          (id, name, data) -> {
            lastEventId = id.isEmpty() ? lastEventId : id;
            if (!data.isEmpty()) {
              events.add(new JsonObject(data));
            }
          });
    } catch (IOException gone) {
      // The end of the stream, as a browser sees it too.
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
