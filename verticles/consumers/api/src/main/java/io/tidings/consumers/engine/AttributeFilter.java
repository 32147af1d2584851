package io.tidings.consumers.engine;

import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.util.Map;

/** CloudEvents attributes that must have certain values, compared as text. */
final class AttributeFilter {

  private final Map<String, String> wanted;

  AttributeFilter(Map<String, String> wanted) {
    this.wanted = wanted;
  }

  boolean matches(RecordedEvent event) {
    if (wanted.isEmpty()) {
      return true;
    }
    for (Map.Entry<String, String> one : wanted.entrySet()) {
      if (!one.getValue().equals(value(event.event(), one.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static String value(NewEvent event, String name) {
    return switch (name) {
      case "id" -> event.id();
      case "source" -> event.source();
      case "type" -> event.type();
      case "subject" -> event.subject();
      case "time" -> event.time();
      case "datacontenttype" -> event.contentType();
      case "dataschema" -> event.dataSchema();
      case "stream" -> event.stream();
      default -> event.extension(name);
    };
  }
}
