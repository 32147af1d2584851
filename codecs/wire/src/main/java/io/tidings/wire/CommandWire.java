package io.tidings.wire;

import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.util.ArrayList;
import java.util.List;

/** {@code CommandRequest} and {@code CommandReply}, both ways. */
final class CommandWire {

  private CommandWire() {}

  static void writeRequest(WireWriter to, CommandRequest request) {
    to.text(1, request.decider());
    to.text(2, request.stream());
    int message = to.begin(3);
    EventWire.write(to, request.message());
    to.end(message);
  }

  static CommandRequest readRequest(WireReader from) {
    String decider = null;
    String stream = null;
    NewEvent message = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> decider = from.text();
        case 2 -> stream = from.text();
        case 3 -> message = EventWire.read(from.message());
        default -> from.skip();
      }
    }
    if (decider == null || stream == null || message == null) {
      throw new MalformedMessage("a command without decider, stream or message");
    }
    return new CommandRequest(decider, stream, message);
  }

  static void writeReply(WireWriter to, CommandReply reply) {
    to.text(1, reply.rejection());
    to.text(2, reply.detail());
    to.number(3, reply.version());
    for (RecordedEvent event : reply.events()) {
      int part = to.begin(4);
      EventWire.write(to, event);
      to.end(part);
    }
    to.flag(5, reply.duplicate());
  }

  static CommandReply readReply(WireReader from) {
    String rejection = null;
    String detail = null;
    long version = 0;
    List<RecordedEvent> events = new ArrayList<>(1);
    boolean duplicate = false;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> rejection = from.text();
        case 2 -> detail = from.text();
        case 3 -> version = from.number();
        case 4 -> events.add(EventWire.readRecorded(from.message()));
        case 5 -> duplicate = from.flag();
        default -> from.skip();
      }
    }
    return new CommandReply(rejection, detail, version, events, duplicate);
  }
}
