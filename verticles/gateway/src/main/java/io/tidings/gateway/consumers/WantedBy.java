package io.tidings.gateway.consumers;

import io.tidings.consumers.Definition;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.util.Map;

/** Which events a consumer wants. */
final class WantedBy {

  private WantedBy() {}

  static boolean wants(Definition definition, RecordedEvent event) {
    return definition.filter().matches(event)
        && definition.attributes().entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(text(event.event(), wanted)));
  }

  private static String text(NewEvent event, Map.Entry<String, String> wanted) {
    return switch (wanted.getKey()) {
      case "id" -> event.id();
      case "source" -> event.source();
      case "type" -> event.type();
      case "subject" -> event.subject();
      case "time" -> event.time();
      case "datacontenttype" -> event.contentType();
      case "dataschema" -> event.dataSchema();
      case "stream" -> event.stream();
      default -> {
        Object value = event.extensions().get(wanted.getKey());
        yield value == null ? null : value.toString();
      }
    };
  }
}
