package io.tidings.log.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Canonical events for tests, those of other modules included. */
public final class Samples {

  public static final String SOURCE = "/samples";
  public static final String TYPE = "samples.sample-taken";

  private Samples() {}

  /** A small JSON event of the stream, with an id that no other event has. */
  public static NewEvent event(String stream) {
    return event(stream, freshId());
  }

  /** The same, with this id: equal arguments give equal events. */
  public static NewEvent event(String stream, String id) {
    return builder(stream, id).build();
  }

  /** The same, of another event type. */
  public static NewEvent ofType(String type, String stream) {
    return NewEvent.builder(freshId(), SOURCE, type).subject(stream).data(json("{}")).build();
  }

  /** Events of one stream, each with an id of its own. */
  public static NewEvent[] events(String stream, int count) {
    return Stream.generate(() -> event(stream)).limit(count).toArray(NewEvent[]::new);
  }

  /** An event with so many bytes of binary data. */
  public static NewEvent sized(String stream, int bytes) {
    byte[] data = new byte[bytes];
    for (int at = 0; at < bytes; at++) {
      data[at] = (byte) (at * 31);
    }
    return builder(stream, freshId()).data(Data.of(Data.Form.BINARY, data)).build();
  }

  /** What {@link #event(String, String)} builds, to be changed. */
  public static NewEvent.Builder builder(String stream, String id) {
    return NewEvent.builder(id, SOURCE, TYPE)
        .subject(stream)
        .contentType("application/json")
        .data(json("{\"amount\":199.99}"));
  }

  /** Every attribute given, extensions of every type. */
  public static NewEvent.Builder complete(String stream, String id) {
    return builder(stream, id).subject("A123").stream(stream)
        .time("2024-02-29T23:59:59.123456789+05:45")
        .dataSchema("https://example.com/schemas/sample.json?v=1#it")
        .extension("stream", stream)
        .extension("schemaversion", 3)
        .extension("correlationid", "c-1")
        .extension("causationid", "c-0")
        .extension("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        .extension("tracestate", "a=1,b=2")
        .extension("anint", 42)
        .extension("sampled", true);
  }

  /** One event of every kind, by what is special about it. Their ids are their names. */
  public static Map<String, NewEvent> everyKind() {
    Map<String, NewEvent> events = new LinkedHashMap<>();
    for (NewEvent.Builder kind : kinds()) {
      NewEvent event = kind.build();
      events.put(event.id(), event);
    }
    return events;
  }

  /** Stream names that an adapter may trip over; all of them different streams. */
  public static List<String> streamNames() {
    return List.of(
        "order-1",
        "Order-1",
        "order-1 ",
        " order-1",
        "order-10",
        "order",
        "order-",
        "-1",
        "a-b-c",
        "50%-off_",
        "it's-\"quoted\"\\",
        "{a,b}-NULL",
        "tab\t-new\nline",
        "caf\u00e9-1",
        "cafe\u0301-1",
        "\u6ce8\u6587-\u4e00",
        "\u05d4\u05d6\u05de\u05e0\u05d4-1",
        "\ud83d\ude80-\ud83c\udf0d",
        "\ufeff-bom",
        "\uffff",
        "\u0001-control",
        "\u00df-1",
        "SS-1",
        "\ud83d\ude80".repeat(128),
        "x".repeat(512));
  }

  public static Data json(String text) {
    return Data.of(Data.Form.JSON, text.getBytes(UTF_8));
  }

  private static String freshId() {
    return UUID.randomUUID().toString();
  }

  private static List<NewEvent.Builder> kinds() {
    byte[] everyByte = new byte[256];
    for (int at = 0; at < everyByte.length; at++) {
      everyByte[at] = (byte) at;
    }
    List<NewEvent.Builder> kinds = new ArrayList<>(textKinds());
    kinds.add(complete("sample-complete", "every attribute"));
    kinds.add(NewEvent.builder("nothing but what is required", SOURCE, TYPE));
    kinds.add(sample("no data").data(null));
    kinds.add(sample("JSON null").data(json("null")));
    kinds.add(
        sample("JSON with its own spacing").data(json(" {\"b\" :1.10,\n\"a\":1e2,\"a\":0}\t")));
    kinds.add(sample("JSON with a large number").data(json("123456789012345678901234567890.0")));
    kinds.add(sample("JSON with an escaped NUL").data(json("\"a\\u0000b\"")));
    kinds.add(sample("JSON of another content type").contentType("application/vnd.x+json"));
    kinds.add(sample("JSON with no content type").contentType(null));
    kinds.add(sample("text").contentType("text/plain").data(text("caf\u00e9 \ud83d\ude80\r\n")));
    kinds.add(sample("text with NUL").contentType("text/plain").data(text("a\0b")));
    kinds.add(sample("empty text").contentType("text/plain").data(text("")));
    kinds.add(sample("binary").contentType("image/png").data(binary(everyByte)));
    kinds.add(sample("empty binary").contentType("image/png").data(binary(new byte[0])));
    kinds.add(sample("binary that reads as JSON").data(binary("{\"a\":1}".getBytes(UTF_8))));
    kinds.add(
        sample("part of a larger array").data(Data.view(Data.Form.BINARY, everyByte, 7, 100)));
    return kinds;
  }

  private static List<NewEvent.Builder> textKinds() {
    return List.of(
        sample("caf\u00e9 \ud83d\ude80 '\"\\ %_{},NULL\t\n"),
        sample("i".repeat(NewEvent.MAX_ID_BYTES)),
        sample("smallest integer").extension("anint", Integer.MIN_VALUE),
        sample("largest integer").extension("anint", Integer.MAX_VALUE),
        sample("false").extension("aboolean", false),
        sample("string that reads as a number").extension("text", "007"),
        sample("string that reads as a boolean").extension("text", "true"),
        sample("empty extension").extension("text", ""),
        sample("Unicode extension").extension("text", "caf\u00e9 \ud83d\ude80 \"quoted\" \\u0041"),
        sample("long extension").extension("text", "x".repeat(NewEvent.MAX_ATTRIBUTE_BYTES)),
        sample("time in Zulu").time("2024-01-01T00:00:00Z"),
        sample("time with trailing zeros").time("2024-01-01T00:00:00.100000000-00:00"),
        sample("time in lower case").time("1969-12-31t23:59:59.9z"),
        sample("stream apart from the subject").subject("A123").stream("sample-apart"));
  }

  private static NewEvent.Builder sample(String id) {
    return builder("sample-kinds", id);
  }

  private static Data text(String text) {
    return Data.of(Data.Form.TEXT, text.getBytes(UTF_8));
  }

  private static Data binary(byte[] bytes) {
    return Data.of(Data.Form.BINARY, bytes);
  }
}
