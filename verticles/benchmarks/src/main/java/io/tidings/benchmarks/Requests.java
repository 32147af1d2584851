package io.tidings.benchmarks;

import io.tidings.model.NewEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events as a producer sends them over HTTP. */
final class Requests {

  private Requests() {}

  /** CloudEvents JSON, without a line break. */
  static String json(NewEvent event) {
    return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",\"datacontenttype\":\"%s\",\"data\":%s}"
        .formatted(
            event.id(),
            event.source(),
            event.type(),
            event.subject(),
            event.time(),
            event.contentType(),
            event.data().text());
  }

  /** A request of one event, ready to be sent. */
  static byte[] single(NewEvent event, int port) {
    byte[] body = json(event).getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                + "Content-Type: application/cloudevents+json\r\nContent-Length: %d\r\n\r\n")
            .formatted(port, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /** The head of a request of lines. */
  static byte[] linesHead(int port) {
    return ("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n"
            + "Connection: close\r\n\r\n")
        .formatted(port)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Lines as one chunk of such a request. */
  static byte[] chunk(List<NewEvent> events) {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(json(event)).append('\n'));
    int length = lines.toString().getBytes(StandardCharsets.UTF_8).length;
    return (Integer.toHexString(length) + "\r\n" + lines + "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
