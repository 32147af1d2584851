package io.tidings.chaos.flood;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A request that is sent again and again, each time with other ids: written beforehand, for whoever
 * floods shares the processors with what is flooded.
 */
public final class Template {

  /** Where the number of the request goes, in hexadecimal digits. */
  private static final String NUMBER = "#number##number#";

  private static final int STREAMS = 500;
  private static final int COPIED = 32 * 1024;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final List<Integer> slots = new ArrayList<>();

  private Template(String text) {
    bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int at = text.indexOf(NUMBER); at >= 0; at = text.indexOf(NUMBER, at + 1)) {
      slots.add(at);
    }
  }

  /** A post of one event with so many bytes of data. */
  public static Template single(String source, int dataBytes) {
    return post("application/cloudevents+json", event(source, 0, dataBytes));
  }

  /** A post of several, as one append. */
  public static Template batch(String source, int events, int dataBytes) {
    List<String> all = new ArrayList<>();
    for (int event = 0; event < events; event++) {
      all.add(event(source, event, dataBytes));
    }
    return post("application/cloudevents-batch+json", "[" + String.join(",", all) + "]");
  }

  /** A chunk of a request of lines; {@link #linesHead} goes before the first. */
  public static Template lines(String source, int events, int dataBytes) {
    StringBuilder lines = new StringBuilder();
    for (int event = 0; event < events; event++) {
      lines.append(event(source, event, dataBytes)).append('\n');
    }
    return new Template(Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n");
  }

  public static ByteBuffer linesHead() {
    return ByteBuffer.wrap(
        ("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  /** One that no other run has used. */
  public static String source() {
    return "/flood/" + UUID.randomUUID();
  }

  /** The id of an event of the request of that number. */
  public static String id(long number, int event) {
    return "%016x-%d".formatted(number, event);
  }

  private static Template post(String type, String body) {
    return new Template(
        "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(type, body.length(), body));
  }

  private static String event(String source, int event, int dataBytes) {
    String head =
        "{\"specversion\":\"1.0\",\"id\":\"%s-%d\",\"source\":\"%s\",\"type\":\"orders.order-placed\","
                .formatted(NUMBER, event, source)
            + "\"subject\":\"order-"
            + event % STREAMS
            + "\",\"datacontenttype\":\"application/json\",\"data\":{\"note\":\"";
    return head + "x".repeat(Math.max(0, dataBytes - 11)) + "\"}}";
  }

  /** The bytes of the request of that number; the large parts are shared by all requests. */
  List<ByteBuffer> request(long number) {
    return bytes.length <= COPIED ? List.of(copied(number)) : shared(number);
  }

  private ByteBuffer copied(long number) {
    byte[] copy = bytes.clone();
    slots.forEach(slot -> write(number, copy, slot));
    return ByteBuffer.wrap(copy);
  }

  private List<ByteBuffer> shared(long number) {
    byte[] digits = new byte[NUMBER.length()];
    write(number, digits, 0);
    List<ByteBuffer> parts = new ArrayList<>();
    int from = 0;
    for (int slot : slots) {
      parts.add(ByteBuffer.wrap(bytes, from, slot - from));
      parts.add(ByteBuffer.wrap(digits));
      from = slot + NUMBER.length();
    }
    parts.add(ByteBuffer.wrap(bytes, from, bytes.length - from));
    return parts;
  }

  private static void write(long number, byte[] to, int at) {
    for (int digit = 0; digit < NUMBER.length(); digit++) {
      to[at + digit] = DIGITS[(int) (number >>> (60 - 4 * digit)) & 15];
    }
  }
}
