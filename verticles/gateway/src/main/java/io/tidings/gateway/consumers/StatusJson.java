package io.tidings.gateway.consumers;

import io.tidings.consumers.Definitions;
import io.tidings.consumers.Segments;
import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How a consumer stands, as JSON. */
final class StatusJson {

  private StatusJson() {}

  static JsonObject write(Definitions.Status status, Lag lag) {
    JsonArray segments = new JsonArray();
    status.segments().forEach(segment -> segments.add(segment(segment)));
    return new JsonObject()
        .put("name", status.definition().name())
        .put("kind", Words.write(status.definition().kind()))
        .put("state", Words.write(status.state()))
        .put("reason", status.reason())
        .put("definition", DefinitionJson.write(status.definition()))
        .put("checkpoint", checkpoint(status).toString())
        .put(
            "lag",
            new JsonObject()
                .put("events", lag.events())
                .put("seconds", lag.age().toMillis() / 1000.0))
        .put(
            "handled",
            status.segments().stream().mapToLong(Definitions.SegmentStatus::handled).sum())
        .put("rate", status.segments().stream().mapToDouble(Definitions.SegmentStatus::rate).sum())
        .put(
            "held",
            new JsonObject()
                .put("retrying", status.retrying())
                .put("dead", status.dead())
                .put("stopped", status.stopped()))
        .put("segments", segments);
  }

  /** Everything up to here is handled, or waits in a held stream. */
  static Cursor checkpoint(Definitions.Status status) {
    long position = status.position();
    return status.segments().stream()
        .filter(segment -> segment.progress().position() == position)
        .findFirst()
        .map(segment -> new Cursor(segment.progress().through().epoch(), position))
        .orElse(Cursor.START);
  }

  private static JsonObject segment(Definitions.SegmentStatus segment) {
    Cursor through = segment.progress().through();
    return new JsonObject()
        .put("slots", slots(segment.slots()))
        .put("owner", segment.owner())
        .put("token", segment.token())
        .put("lease", segment.lease().toString())
        .put("checkpoint", new Cursor(through.epoch(), segment.progress().position()).toString())
        .put("through", through.toString())
        .put("unfinished", segment.progress().unfinished().size())
        .put("handled", segment.handled())
        .put("rate", segment.rate())
        .put("replay", replay(segment.replay()));
  }

  private static JsonObject slots(SlotRange slots) {
    return new JsonObject().put("first", slots.first()).put("last", slots.last());
  }

  private static JsonObject replay(Segments.Replay replay) {
    return replay == null
        ? null
        : new JsonObject()
            .put("after", replay.after())
            .put("to", replay.to())
            .put("dryRun", replay.dryRun());
  }
}
