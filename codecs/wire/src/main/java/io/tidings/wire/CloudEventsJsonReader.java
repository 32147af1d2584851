package io.tidings.wire;

import io.tidings.model.NewEvent;
import java.util.ArrayList;
import java.util.List;

/** Reads one JSON text that holds one event or a batch. For one thread and one text. */
final class CloudEventsJsonReader {

  private final byte[] json;
  private final JsonScanner scanner;

  CloudEventsJsonReader(byte[] json, int offset, int length) {
    this.json = json;
    this.scanner = new JsonScanner(json, offset, length);
  }

  NewEvent single() {
    NewEvent event = event();
    scanner.end();
    return event;
  }

  List<NewEvent> batch(Limits limits) {
    if (scanner.next() != '[') {
      throw scanner.unexpected("the '[' of a batch");
    }
    List<NewEvent> events = new ArrayList<>();
    if (scanner.open('[', ']')) {
      do {
        if (events.size() == limits.maxEvents()) {
          throw MalformedEvent.limit(
              MalformedEvent.Kind.TOO_MANY,
              "the batch has more than " + limits.maxEvents() + " events: send several batches");
        }
        events.add(element(events.size(), limits));
      } while (scanner.more(']'));
    }
    scanner.end();
    return events;
  }

  private NewEvent element(int index, Limits limits) {
    try {
      scanner.next();
      int began = scanner.at();
      NewEvent event = event();
      int length = scanner.at() - began;
      if (length > limits.maxEventBytes()) {
        throw MalformedEvent.limit(
            MalformedEvent.Kind.TOO_LARGE,
            "it is "
                + length
                + " bytes long, the limit is "
                + limits.maxEventBytes()
                + ": send less data, or a reference to it");
      }
      return event;
    } catch (MalformedEvent malformed) {
      throw malformed.inBatch(index);
    }
  }

  private NewEvent event() {
    if (scanner.next() != '{') {
      throw scanner.unexpected("the '{' of a CloudEvent");
    }
    Attributes attributes = new Attributes();
    DataMembers data = new DataMembers(scanner, json);
    if (scanner.open('{', '}')) {
      do {
        member(attributes, data);
      } while (scanner.more('}'));
    }
    return attributes.build(data.read(attributes.contentType()));
  }

  private void member(Attributes attributes, DataMembers data) {
    if (scanner.next() != '"') {
      throw scanner.unexpected("an attribute name in double quotes");
    }
    int named = scanner.at();
    String name = JsonStrings.read(scanner, json, "");
    scanner.expect(':');
    scanner.next();
    int began = scanner.at();
    boolean repeated;
    if (DataMembers.named(name)) {
      scanner.skipValue();
      repeated = !data.put(name, began, scanner.at());
    } else {
      Attributes.requireName(name, scanner.offset(named));
      repeated = !attributes.put(name, value(name));
    }
    if (repeated) {
      throw MalformedEvent.attribute(name, "is there twice: send it once", scanner.offset(named));
    }
  }

  private Object value(String name) {
    if (Attributes.reserved(name)) {
      scanner.skipValue();
      return null;
    }
    return switch (scanner.next()) {
      case '"' -> JsonStrings.read(scanner, json, name);
      case '{', '[' -> throw refused(name, "is an object or an array");
      case 't', 'f', 'n' -> word();
      default -> integer(name);
    };
  }

  private Boolean word() {
    byte first = json[scanner.at()];
    scanner.skipValue();
    return first == 'n' ? null : Boolean.valueOf(first == 't');
  }

  private Integer integer(String name) {
    int began = scanner.at();
    boolean integer = scanner.skipNumber();
    String text = scanner.textFrom(began);
    try {
      if (integer) {
        return Integer.valueOf(text);
      }
    } catch (NumberFormatException tooLarge) {
      // told below
    }
    throw MalformedEvent.attribute(
        name, "is a number, but no integer of 32 bits: send it as a string", scanner.offset(began));
  }

  private MalformedEvent refused(String name, String problem) {
    return MalformedEvent.attribute(
        name,
        problem + ": send a string, a 32-bit integer or a boolean",
        scanner.offset(scanner.at()));
  }
}
