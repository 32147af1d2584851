package io.tidings.gateway;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads server-sent events as the HTML standard says, on a thread of its own. */
final class SseClient implements AutoCloseable {

  /** A message that a browser would dispatch. */
  record Message(String type, String id, String data) {

    JsonObject json() {
      return new JsonObject(data);
    }

    long position() {
      return Long.parseLong(json().getString("tidingsposition"));
    }
  }

  final int status;
  final String contentType;
  final List<Message> messages = new CopyOnWriteArrayList<>();
  private final HttpResponse<java.io.InputStream> response;
  private volatile String lastEventId = "";
  private volatile int comments;
  private volatile boolean ended;

  SseClient(Http http, String path, String... headers) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Accept";
    all[headers.length + 1] = "text/event-stream";
    response = http.stream(path, all);
    status = response.statusCode();
    contentType = response.headers().firstValue("content-type").orElse("");
    Thread reader = new Thread(this::read, "sse-client");
    reader.setDaemon(true);
    reader.start();
  }

  String lastEventId() {
    return lastEventId;
  }

  int comments() {
    return comments;
  }

  boolean ended() {
    return ended;
  }

  List<Long> positions() {
    return messages.stream().map(Message::position).toList();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String type = "message";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (!data.isEmpty()) {
            data.setLength(data.length() - 1);
            messages.add(new Message(type, lastEventId, data.toString()));
          }
          type = "message";
          data.setLength(0);
        } else if (line.startsWith(":")) {
          comments++;
        } else if (line.startsWith("data: ")) {
          data.append(line, 6, line.length()).append('\n');
        } else if (line.startsWith("id: ")) {
          lastEventId = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        }
      }
    } catch (IOException gone) {
      // The end of the stream, as a browser sees it too.
    } finally {
      ended = true;
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
