package io.tidings.consumers.engine;

import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.FailedEvent;
import io.tidings.consumers.HeldStreams.Replacement;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

/** What is written down about an event that failed, and what is read of it. */
final class Failures {

  private static final int MAX_TRACE = 8 * 1024;
  private static final int MAX_MESSAGE = 2 * 1024;

  private Failures() {}

  static FailedEvent event(RecordedEvent event) {
    return new FailedEvent(event.position(), event.type(), event.source(), event.id());
  }

  static Attempt attempt(Scope scope, RecordedEvent event, int number, Throwable failure) {
    return new Attempt(
        number,
        scope.pauses().now(),
        scope.node(),
        handler(scope.work(), event),
        failure.getClass().getName(),
        text(String.valueOf(failure.getMessage()), MAX_MESSAGE),
        text(trace(failure), MAX_TRACE));
  }

  private static String handler(Work work, RecordedEvent event) {
    try {
      return work.handler(event);
    } catch (RuntimeException broken) {
      return "unknown: " + broken;
    }
  }

  /** The event with the payload that somebody put in the place of its own. */
  static RecordedEvent replaced(RecordedEvent recorded, Replacement by) {
    if (by == null) {
      return recorded;
    }
    NewEvent original = recorded.event();
    Data data =
        by.data() == null
            ? null
            : Data.of(Data.Form.valueOf(by.form().toUpperCase(Locale.ROOT)), by.data());
    NewEvent event =
        new NewEvent(
            original.id(),
            original.source(),
            original.type(),
            original.stream(),
            original.subject(),
            original.time(),
            by.contentType(),
            original.dataSchema(),
            original.extensions(),
            data);
    return new RecordedEvent(
        event, recorded.version(), recorded.position(), recorded.epoch(), recorded.recordedAt());
  }

  /** The failure in a line. */
  static String summary(Throwable failure) {
    return text(failure.toString(), MAX_MESSAGE);
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  /** Within the bound in UTF-8, and without U+0000, which PostgreSQL does not take. */
  private static String text(String text, int maxBytes) {
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      int shown = point == 0 || point >= 0xD800 && point <= 0xDFFF ? '?' : point;
      bytes += shown < 0x80 ? 1 : shown < 0x800 ? 2 : shown < 0x10000 ? 3 : 4;
      if (bytes > maxBytes) {
        break;
      }
      kept.appendCodePoint(shown);
      at += Character.charCount(point);
    }
    return kept.toString();
  }
}
