package io.tidings.gateway.http;

import io.tidings.model.Excerpt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal (G2): the problem document of RFC 9457, the status it is sent with, and the header
 * fields that go along. The detail says what is wrong and what to do next.
 */
public final class Problem extends RuntimeException {

  public static final String CONTENT_TYPE = "application/problem+json";

  private static final int MAX_TEXT = 1000;

  private final ProblemKind kind;
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  private Problem(ProblemKind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
  }

  public static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, detail);
  }

  /** Adds a member to the document. */
  public Problem with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  /** Adds a header field to the response. */
  public Problem header(CharSequence name, String value) {
    headers.put(name.toString(), value);
    return this;
  }

  /** When to try again: rounded up to whole seconds, at least one. */
  public Problem retryAfter(Duration delay) {
    return header("Retry-After", Long.toString(Math.max(1, (delay.toMillis() + 999) / 1000)));
  }

  public ProblemKind kind() {
    return kind;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** The document. */
  public JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("type", kind.type())
            .put("title", kind.title())
            .put("status", kind.status())
            .put("detail", shortened(getMessage()));
    members.forEach(
        (name, value) -> json.put(name, value instanceof String text ? shortened(text) : value));
    return json;
  }

  /** What is wrong with a request may be as long as that. */
  private static String shortened(String text) {
    return Excerpt.of(text, MAX_TEXT);
  }

  public Buffer toBuffer() {
    return json().toBuffer();
  }
}
