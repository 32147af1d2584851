package io.tidings.gateway.schedule;

import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.model.NewEvent;
import io.tidings.wire.CloudEventsJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** What is scheduled, as JSON; payloads keep every byte. */
final class ScheduledJson {

  private ScheduledJson() {}

  /** Without the events. */
  static JsonObject state(Scheduled one) {
    JsonObject json =
        new JsonObject()
            .put("id", one.id())
            .put("due", one.due().toString())
            .put("state", one.state().name().toLowerCase(Locale.ROOT));
    if (one.recorded() != null) {
      json.put("recorded", one.recorded().toString());
    }
    if (one.problem() != null) {
      json.put("reason", one.problem());
    }
    return json;
  }

  static Buffer whole(Scheduled one) {
    Buffer to = Buffer.buffer();
    append(to, one);
    return to;
  }

  static Buffer page(ScheduledPage page) {
    Buffer to = Buffer.buffer("{\"scheduled\":[");
    String between = "";
    for (Scheduled one : page.entries()) {
      to.appendString(between);
      append(to, one);
      between = ",";
    }
    return to.appendString("]}");
  }

  private static void append(Buffer to, Scheduled one) {
    Buffer state = state(one).toBuffer();
    to.appendBuffer(state, 0, state.length() - 1).appendString(",\"events\":[");
    String between = "";
    for (NewEvent event : one.append().events()) {
      to.appendString(between);
      CloudEventsJson.append(to, event);
      between = ",";
    }
    to.appendString("]}");
  }
}
