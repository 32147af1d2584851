package io.tidings.wire;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** {@code message Event} of {@code codecs/vectors/bus/tidings.proto}, both ways. */
final class EventWire {

  private static final Data.Form[] FORMS = Data.Form.values();
  private static final int MICROS = 1_000_000;

  private EventWire() {}

  static void write(WireWriter to, NewEvent event) {
    to.text(1, event.id());
    to.repeated(2, event.source());
    to.repeated(3, event.type());
    String derived = NewEvent.streamOf(event.extensions(), event.subject(), event.source());
    if (!derived.equals(event.stream())) {
      to.text(4, event.stream());
    }
    to.text(5, event.subject());
    to.text(6, event.time());
    to.repeated(7, event.contentType());
    to.repeated(8, event.dataSchema());
    if (event.data() != null) {
      to.number(9, event.data().form().ordinal() + 1);
      to.data(10, event.data());
    }
    event.extensions().forEach((name, value) -> writeExtension(to, name, value));
  }

  static void write(WireWriter to, RecordedEvent event) {
    write(to, event.event());
    to.number(12, event.version());
    to.number(13, event.position());
    to.number(14, event.epoch());
    to.signed(15, micros(event.recordedAt()));
  }

  static NewEvent read(WireReader from) {
    return readRecorded(from).event();
  }

  static RecordedEvent readRecorded(WireReader from) {
    Fields event = new Fields();
    for (int field = from.next(); field != 0; field = from.next()) {
      event.read(field, from);
    }
    return event.build();
  }

  static long micros(Instant instant) {
    return Math.multiplyExact(instant.getEpochSecond(), MICROS) + instant.getNano() / 1000;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000L);
  }

  private static void writeExtension(WireWriter to, String name, Object value) {
    int extension = to.begin(11);
    to.repeated(1, name);
    if (value instanceof String text) {
      to.text(2, text);
    } else if (value instanceof Integer number) {
      to.signed(3, number);
    } else {
      to.signed(4, (Boolean) value ? 1 : 0);
    }
    to.end(extension);
  }

  /** What has been read of one event. */
  private static final class Fields {
    private String id;
    private String source;
    private String type;
    private String stream;
    private String subject;
    private String time;
    private String contentType;
    private String dataSchema;
    private Data.Form form;
    private Data data;
    private Map<String, Object> extensions;
    private long version;
    private long position;
    private long epoch;
    private long recordedAt;

    void read(int field, WireReader from) {
      switch (field) {
        case 1 -> id = from.text();
        case 2 -> source = from.repeated();
        case 3 -> type = from.repeated();
        case 4 -> stream = from.text();
        case 5 -> subject = from.text();
        case 6 -> time = from.text();
        case 7 -> contentType = from.repeated();
        case 8 -> dataSchema = from.repeated();
        case 9 -> form = form(from.smallNumber());
        case 10 -> data = from.data(form == null ? Data.Form.BINARY : form);
        case 11 -> readExtension(from.message());
        case 12 -> version = from.number();
        case 13 -> position = from.number();
        case 14 -> epoch = from.number();
        case 15 -> recordedAt = from.signed();
        default -> from.skip();
      }
    }

    RecordedEvent build() {
      Map<String, Object> named = extensions == null ? Map.of() : extensions;
      String at = stream != null ? stream : NewEvent.streamOf(named, subject, source);
      NewEvent event =
          new NewEvent(id, source, type, at, subject, time, contentType, dataSchema, named, data);
      return new RecordedEvent(event, version, position, epoch, instant(recordedAt));
    }

    private void readExtension(WireReader from) {
      String name = null;
      Object value = null;
      for (int field = from.next(); field != 0; field = from.next()) {
        switch (field) {
          case 1 -> name = from.repeated();
          case 2 -> value = from.text();
          case 3 -> value = (int) from.signed();
          case 4 -> value = from.signed() != 0;
          default -> from.skip();
        }
      }
      if (name != null && value != null) {
        if (extensions == null) {
          extensions = new HashMap<>();
        }
        extensions.put(name, value);
      }
    }

    private static Data.Form form(int number) {
      return number >= 1 && number <= FORMS.length ? FORMS[number - 1] : Data.Form.BINARY;
    }
  }
}
