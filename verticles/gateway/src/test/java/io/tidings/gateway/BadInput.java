package io.tidings.gateway;

import static io.tidings.gateway.Http.EVENT;
import static io.tidings.gateway.Http.PROBLEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A row of the table of bad input: a request as it goes over the wire, and its refusal. */
record BadInput(String name, byte[] request, String refusal) {

  /**
   * @param refusal {@code 400 malformed-event attribute=id byteOffset}: the status, the type, then
   *     members of the problem with their values, or without for any value
   */
  static BadInput bad(String name, String request, String refusal) {
    return bad(name, request.getBytes(StandardCharsets.UTF_8), refusal);
  }

  static BadInput bad(String name, byte[] request, String refusal) {
    return new BadInput(name, request, refusal);
  }

  /** Small limits, and an event with the id {@code first} in the log. */
  static RunningGateway gateway() {
    RunningGateway gateway =
        new RunningGateway(
            Configs.with("maxEventBytes", 4096, "maxBatchBytes", 16_384, "maxBatchEvents", 5));
    gateway.http.post("/v1/events", EVENT, Samples.order("first").encode());
    return gateway;
  }

  /** Sends it, and expects the refusal and a log that has not changed. */
  void checkAt(RunningGateway gateway) {
    long head = gateway.head();

    String response;
    try (RawClient client = new RawClient(gateway.port())) {
      response = client.send(request).response();
    }

    String[] expected = refusal.split(" ");
    assertThat(response).containsPattern("^HTTP/1\\.[01] " + expected[0] + " ");
    assertThat(response.toLowerCase(Locale.ROOT)).contains("content-type: " + PROBLEM);
    JsonObject problem = new JsonObject(response.substring(response.indexOf("\r\n\r\n") + 4));
    assertThat(problem.getString("type")).isEqualTo("urn:tidings:problem:" + expected[1]);
    assertThat(problem.getInteger("status")).hasToString(expected[0]);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    for (String member : Arrays.asList(expected).subList(2, expected.length)) {
      String[] parts = member.split("=");
      assertThat(problem.getMap()).containsKey(parts[0]);
      if (parts.length > 1) {
        assertThat(problem.getValue(parts[0])).as(parts[0]).hasToString(parts[1]);
      }
    }
    assertThat(gateway.head()).isEqualTo(head);
  }

  @Override
  public String toString() {
    return name + ": " + refusal;
  }

  static String head(String line, String... fields) {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  static byte[] post(String path, String type, byte[] body, String... fields) {
    String[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "Content-Type: " + type;
    all[fields.length + 1] = "Content-Length: " + body.length;
    byte[] head = head("POST " + path, all).getBytes(StandardCharsets.UTF_8);
    byte[] request = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  static byte[] post(String path, String type, String body, String... fields) {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8), fields);
  }

  static byte[] event(String body, String... fields) {
    return post("/v1/events", EVENT, body, fields);
  }

  static String without(String attribute) {
    JsonObject event = Samples.order("bad");
    event.remove(attribute);
    return event.encode();
  }

  static String with(String attribute, Object value) {
    return Samples.order("bad").put(attribute, value).encode();
  }

  static byte[] invalidUtf8() {
    byte[] body = with("subject", "order-#").getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < body.length; at++) {
      body[at] = body[at] == '#' ? (byte) 0xff : body[at];
    }
    return body;
  }
}
