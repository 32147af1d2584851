package io.tidings.wire;

import io.tidings.model.Data;
import io.tidings.model.Extensions;
import io.tidings.model.NewEvent;
import java.util.Locale;
import java.util.Map;

/**
 * CloudEvents 1.0 over HTTP in binary mode: attributes in {@code ce-} headers, the content type in
 * {@code Content-Type}, the data in the body. Any thread may call any method.
 */
public final class CloudEventsHttp {

  private static final String PREFIX = "ce-";
  private static final String CONTENT_TYPE = "content-type";

  private CloudEventsHttp() {}

  /**
   * Whether a request is meant as an event in binary mode: one of the attributes that every event
   * has is a header, and the content type is none of CloudEvents' own. It may still be malformed.
   */
  public static boolean isBinary(Iterable<Map.Entry<String, String>> headers) {
    boolean attribute = false;
    for (Map.Entry<String, String> header : headers) {
      switch (header.getKey().toLowerCase(Locale.ROOT)) {
        case "ce-specversion", "ce-id", "ce-source", "ce-type" -> attribute = true;
        case CONTENT_TYPE -> {
          if (ContentTypes.isCloudEvents(header.getValue())) {
            return false;
          }
        }
        default -> {}
      }
    }
    return attribute;
  }

  /**
   * The event of a request. A body is JSON if the content type says so or if there is none, text if
   * it is UTF-8 and the content type {@code text/*}, binary otherwise; an empty body is no data.
   * Extension attributes are strings, as HTTP has nothing else; {@code schemaversion} alone is an
   * integer.
   *
   * @param headers with names in any case; those that have nothing to do with CloudEvents are
   *     passed over
   * @param body must not change any more: the data stands in it
   * @throws MalformedEvent naming the attribute, or the byte of the body
   */
  public static NewEvent read(Iterable<Map.Entry<String, String>> headers, byte[] body) {
    Attributes attributes = new Attributes();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.equals(CONTENT_TYPE)) {
        put(attributes, "datacontenttype", header.getValue().strip());
      } else if (name.startsWith(PREFIX)) {
        putHeader(attributes, name.substring(PREFIX.length()), header.getValue());
      }
    }
    if (attributes.get(Extensions.SCHEMA_VERSION) instanceof String text) {
      attributes.replace(Extensions.SCHEMA_VERSION, integer(text));
    }
    return attributes.build(data(attributes.contentType(), body));
  }

  private static void putHeader(Attributes attributes, String name, String value) {
    Attributes.requireName(name, -1);
    if (name.equals("data") || name.equals("datacontenttype")) {
      throw MalformedEvent.attribute(
          name, "is no ce- header: send the data as the body, its type as Content-Type", -1);
    }
    put(attributes, name, Attributes.reserved(name) ? null : HeaderValues.decode(name, value));
  }

  private static void put(Attributes attributes, String name, String value) {
    if (!attributes.put(name, value)) {
      throw MalformedEvent.attribute(name, "is there twice: send its header once", -1);
    }
  }

  private static Integer integer(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException noInteger) {
      throw MalformedEvent.attribute(
          Extensions.SCHEMA_VERSION,
          "is '" + MalformedEvent.shown(text) + "': give an integer from 1",
          -1);
    }
  }

  private static Data data(String contentType, byte[] body) {
    if (body.length == 0) {
      return null;
    }
    if (ContentTypes.isJson(contentType)) {
      JsonScanner scanner = new JsonScanner(body, 0, body.length);
      scanner.skipValue();
      scanner.end();
      return Data.of(Data.Form.JSON, body);
    }
    boolean text =
        ContentTypes.isUtf8Text(contentType) && Utf8.firstMalformed(body, 0, body.length) < 0;
    return Data.of(text ? Data.Form.TEXT : Data.Form.BINARY, body);
  }
}
