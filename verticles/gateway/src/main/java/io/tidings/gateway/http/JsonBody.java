package io.tidings.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * A body that is one JSON object, or nothing at all, which stands for an empty one.
 *
 * @param members of the object
 * @param bytes as they were sent
 */
public record JsonBody(Members members, byte[] bytes) {

  /** For {@link Resource#post}. */
  public static final Set<String> MEDIA_TYPES = Set.of(MediaType.JSON);

  /**
   * Reads the body. Call it on the event loop before anything asynchronous.
   *
   * @param known the members that it may have
   * @return fails with a {@link Problem}
   */
  public static Future<JsonBody> read(Exchange exchange, long maxBytes, Set<String> known) {
    String type = MediaType.of(exchange.request());
    if (!type.isEmpty()) {
      MediaType.requireUtf8(exchange.request());
    }
    return Bodies.read(exchange, new Bodies.Bound(maxBytes, ProblemKind.BODY_TOO_LARGE))
        .map(bytes -> of(type, bytes, known));
  }

  private static JsonBody of(String type, byte[] bytes, Set<String> known) {
    if (bytes.length == 0) {
      return new JsonBody(Members.of(new JsonObject(), known), bytes);
    } else if (!type.equals(MediaType.JSON)) {
      throw Problem.of(
              ProblemKind.UNSUPPORTED_MEDIA_TYPE,
              (type.isEmpty() ? "A body without Content-Type" : "'" + type + "'")
                  + " is not taken here: send "
                  + MediaType.JSON)
          .header("Accept-Post", MediaType.JSON);
    }
    return new JsonBody(Members.of(object(bytes), known), bytes);
  }

  private static JsonObject object(byte[] bytes) {
    try {
      return new JsonObject(Buffer.buffer(bytes));
    } catch (DecodeException | ClassCastException e) {
      throw Problem.of(
          ProblemKind.MALFORMED_BODY, "The body is no JSON object: send one such as {\"max\": 10}");
    }
  }
}
