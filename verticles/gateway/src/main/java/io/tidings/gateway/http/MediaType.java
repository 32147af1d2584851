package io.tidings.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;

/** The media types of the gateway, and what a request says its body is. */
public final class MediaType {

  public static final String EVENT = "application/cloudevents+json";
  public static final String BATCH = "application/cloudevents-batch+json";
  public static final String NDJSON = "application/x-ndjson";
  public static final String EVENT_STREAM = "text/event-stream";
  public static final String JSON = "application/json";

  private MediaType() {}

  /**
   * The media type of the body in lower case, without parameters; empty if the request names none.
   *
   * @throws Problem if the body is compressed
   */
  public static String of(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Problem.of(
              ProblemKind.UNSUPPORTED_ENCODING,
              "Content-Encoding '" + encoding + "' is not taken: send the body as it is")
          .header(HttpHeaders.ACCEPT_ENCODING, "identity");
    }
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      return "";
    }
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Both names are in use; none is registered. */
  public static boolean isNdjson(String type) {
    return type.equals(NDJSON) || type.equals("application/ndjson");
  }

  /**
   * JSON is UTF-8.
   *
   * @throws Problem if the request says that its JSON is in another charset
   */
  public static void requireUtf8(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE).toLowerCase(Locale.ROOT);
    int at = type.indexOf("charset=");
    if (at >= 0) {
      String charset =
          type.substring(at + "charset=".length()).split(";", 2)[0].replace("\"", "").strip();
      if (!charset.equals("utf-8") && !charset.equals("us-ascii")) {
        throw Problem.of(
            ProblemKind.UNSUPPORTED_MEDIA_TYPE, "charset '" + charset + "': send JSON in UTF-8");
      }
    }
  }

  /** The refusal of a body of another media type. */
  public static Problem unsupported(String type, Set<String> taken) {
    String list = String.join(", ", taken);
    return Problem.of(
            ProblemKind.UNSUPPORTED_MEDIA_TYPE,
            (type.isEmpty()
                    ? "The request names no Content-Type"
                    : "'" + type + "' is not taken here")
                + ": send "
                + list
                + ", or any type with the header fields of the CloudEvents binary mode (ce-id, …)")
        .header("Accept-Post", list);
  }
}
