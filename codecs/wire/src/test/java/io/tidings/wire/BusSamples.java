package io.tidings.wire;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.Data;
import io.tidings.model.Filter;
import io.tidings.model.Frame;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.Unchanged;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One message of each kind, with every field set; the golden files hold their bytes. */
final class BusSamples {

  private BusSamples() {}

  static Map<String, Object> all() {
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put(
        "append-request",
        new AppendRequest(
            List.of(Append.to("order-A123", 6, full()), Append.of(minimal("2"), minimal("3")))));
    samples.put(
        "append-reply",
        new AppendReply(
            List.of(
                new AppendResult.Recorded(List.of(recorded(full(), 41).receipt()), true),
                new AppendResult.Stale("order-A123", 6, 7),
                new AppendResult.Reused("/shop", "1", 40),
                new AppendResult.PartialRepeat("/shop", "1", "2"))));
    samples.put(
        "query",
        new Query(
            new Filter(
                Set.of("orders.order-placed"), "order", "order-A123", new SlotRange(128, 255)),
            Query.Unit.VERSION,
            1_795_439_000_123L,
            5,
            17,
            Query.Direction.BACKWARD,
            100));
    samples.put("append-request-on-condition", onCondition());
    samples.put(
        "append-reply-overtaken",
        new AppendReply(List.of(new AppendResult.Overtaken(42), new AppendResult.Overtaken(0))));
    samples.put("query-within-boundary", withinBoundary());
    samples.put("query-minimal", Query.after(Cursor.START, Filter.ALL, 1));
    samples.put(
        "page",
        new Page(List.of(recorded(full(), 41)), 57, true, new Head(1_795_439_000_123L, 58)));
    samples.put("head-request", new HeadRequest());
    samples.put("head", new Head(1_795_439_000_123L, 58));
    samples.put("frame", new Frame(List.of(recorded(full(), 41), recorded(minimal("2"), 42))));
    samples.put("event", recorded(full(), 41));
    samples.put(
        "refusal",
        new Refusal(
            Refusal.Code.CURSOR_LOST,
            "the log was restored",
            1000,
            new Cursor(1, 58),
            new Cursor(2, 50)));
    samples.put(
        "refusal-unreadable",
        Refusal.of(Refusal.Code.UNREADABLE, "order-placed version 9 is not known"));
    samples.put(
        "call",
        new Call(
            "segments.leave",
            Data.of(
                Data.Form.JSON,
                "{\"consumer\":\"mail\",\"node\":\"n1\"}".getBytes(StandardCharsets.UTF_8))));
    samples.put(
        "answer",
        new Answer(
            Data.of(Data.Form.JSON, "{\"accepted\":true}".getBytes(StandardCharsets.UTF_8))));
    samples.put("command-request", new CommandRequest("orders", "order-A123", full()));
    samples.put("command-reply", CommandReply.accepted(7, List.of(recorded(full(), 41)), true));
    samples.put(
        "command-rejected", CommandReply.rejected("order-paid-already", "it was paid before"));
    return samples;
  }

  static AppendRequest onCondition() {
    return new AppendRequest(
        List.of(
            new Append(List.of(minimal("2")), Map.of("order-A123", 6L), unchanged()),
            Append.unless(unchanged().boundary(), Cursor.START, minimal("3"))));
  }

  static Query withinBoundary() {
    return Query.after(
        new Cursor(1_795_439_000_123L, 41), Filter.boundary(unchanged().boundary()), 100);
  }

  private static Unchanged unchanged() {
    Boundary boundary =
        Boundary.anyOf(
            new Criterion(Set.of("orders.order-placed"), Map.of("partner", "acme")),
            Criterion.attribute("course", "Ünïcødé-🚚"));
    return new Unchanged(boundary, new Cursor(1_795_439_000_123L, 41));
  }

  static NewEvent full() {
    return NewEvent.builder("1", "/shop", "orders.order-placed").stream("order-A123")
        .subject("order-Ünïcødé-🚚")
        .time("2026-11-23T14:41:55.120+01:00")
        .contentType("application/json")
        .dataSchema("https://example.com/order.json")
        .extension("partner", "acme")
        .data(Data.of(Data.Form.JSON, "{ \"total\": 199.990 }".getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  static NewEvent minimal(String id) {
    return NewEvent.builder(id, "/shop", "orders.order-cancelled").build();
  }

  static RecordedEvent recorded(NewEvent event, long position) {
    return new RecordedEvent(
        event,
        Math.max(1, position - 34),
        position,
        1_795_439_000_123L,
        Instant.parse("2026-11-23T14:42:00.000123Z"));
  }
}
