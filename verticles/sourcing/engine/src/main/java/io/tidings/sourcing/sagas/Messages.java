package io.tidings.sourcing.sagas;

import io.tidings.model.Data;
import io.tidings.model.Extensions;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.EventJson;

/** Events and commands that carry on the story of their cause. */
final class Messages {

  private Messages() {}

  static NewEvent.Builder causedBy(
      RecordedEvent cause, String id, String source, String type, String stream) {
    String story = cause.event().correlationId();
    return NewEvent.builder(id, source, type).stream(stream)
        .subject(stream)
        .contentType(EventJson.CONTENT_TYPE)
        .extension(Extensions.CORRELATION_ID, story == null ? cause.id() : story)
        .extension(Extensions.CAUSATION_ID, cause.id())
        .extension(Extensions.TRACEPARENT, cause.event().traceparent())
        .extension(Extensions.TRACESTATE, cause.event().extension(Extensions.TRACESTATE));
  }

  static Data json(Object value) {
    return EventJson.encode(value);
  }
}
