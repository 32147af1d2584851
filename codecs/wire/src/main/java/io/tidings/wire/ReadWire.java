package io.tidings.wire;

import io.tidings.model.Boundary;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Frame;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code Query}, {@code Page}, {@code Frame}, {@code Head}, {@code Refusal}, both ways. */
final class ReadWire {

  private static final int LIMIT = 11;

  /** A version that does not know the boundary must refuse the query: it finds no limit in it. */
  private static final int LIMIT_WITHIN_BOUNDARY = 13;

  private ReadWire() {}

  static void writeQuery(WireWriter to, Query query) {
    Filter filter = query.filter();
    filter.types().forEach(type -> to.text(1, type));
    to.text(2, filter.category());
    to.text(3, filter.stream());
    to.number(4, filter.slots().first());
    to.number(5, StreamName.SLOTS - 1 - filter.slots().last());
    to.number(6, query.unit().ordinal());
    to.number(7, query.epoch());
    to.number(8, query.after());
    to.number(9, Long.MAX_VALUE - query.before());
    to.number(10, query.direction().ordinal());
    if (filter.boundary() == null) {
      to.number(LIMIT, query.limit());
      return;
    }
    int nested = to.begin(12);
    BoundaryWire.write(to, filter.boundary());
    to.end(nested);
    to.number(LIMIT_WITHIN_BOUNDARY, query.limit());
  }

  static Query readQuery(WireReader from) {
    Set<String> types = new HashSet<>();
    String category = null;
    String stream = null;
    int firstSlot = 0;
    int lastSlot = StreamName.SLOTS - 1;
    Query.Unit unit = Query.Unit.POSITION;
    long epoch = 0;
    long after = 0;
    long before = Long.MAX_VALUE;
    Query.Direction direction = Query.Direction.FORWARD;
    int limit = 0;
    Boundary boundary = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> types.add(from.text());
        case 2 -> category = from.text();
        case 3 -> stream = from.text();
        case 4 -> firstSlot = from.smallNumber();
        case 5 -> lastSlot = StreamName.SLOTS - 1 - from.smallNumber();
        case 6 -> unit = from.flag() ? Query.Unit.VERSION : Query.Unit.POSITION;
        case 7 -> epoch = from.number();
        case 8 -> after = from.number();
        case 9 -> before = Long.MAX_VALUE - from.number();
        case 10 -> direction = from.flag() ? Query.Direction.BACKWARD : Query.Direction.FORWARD;
        case LIMIT, LIMIT_WITHIN_BOUNDARY -> limit = from.smallNumber();
        case 12 -> boundary = BoundaryWire.read(from.message());
        default -> from.skip();
      }
    }
    Filter filter =
        new Filter(types, category, stream, new SlotRange(firstSlot, lastSlot), boundary);
    return new Query(filter, unit, epoch, after, before, direction, limit);
  }

  static void writePage(WireWriter to, Page page) {
    writeEvents(to, page.events());
    to.number(2, page.through());
    to.flag(3, page.end());
    to.number(4, page.head().epoch());
    to.number(5, page.head().position());
  }

  static Page readPage(WireReader from) {
    List<RecordedEvent> events = new ArrayList<>();
    long through = 0;
    boolean end = false;
    long epoch = 0;
    long position = 0;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> events.add(EventWire.readRecorded(from.message()));
        case 2 -> through = from.number();
        case 3 -> end = from.flag();
        case 4 -> epoch = from.number();
        case 5 -> position = from.number();
        default -> from.skip();
      }
    }
    return new Page(events, through, end, new Head(epoch, position));
  }

  static void writeFrame(WireWriter to, Frame frame) {
    writeEvents(to, frame.events());
  }

  static Frame readFrame(WireReader from) {
    List<RecordedEvent> events = new ArrayList<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      if (field == 1) {
        events.add(EventWire.readRecorded(from.message()));
      } else {
        from.skip();
      }
    }
    return new Frame(events);
  }

  static void writeHead(WireWriter to, Head head) {
    to.number(1, head.epoch());
    to.number(2, head.position());
  }

  static Head readHead(WireReader from) {
    Cursor cursor = readCursor(from);
    return new Head(cursor.epoch(), cursor.position());
  }

  static void writeRefusal(WireWriter to, Refusal refusal) {
    to.number(1, refusal.code().ordinal());
    to.text(2, refusal.detail());
    to.number(3, refusal.retryAfterMillis());
    writeCursor(to, 4, refusal.cursor());
    writeCursor(to, 5, refusal.goBackTo());
  }

  static Refusal readRefusal(WireReader from) {
    Refusal.Code code = Refusal.Code.UNKNOWN;
    String detail = "";
    long retryAfterMillis = 0;
    Cursor cursor = null;
    Cursor goBackTo = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> code = code(from.smallNumber());
        case 2 -> detail = from.text();
        case 3 -> retryAfterMillis = from.number();
        case 4 -> cursor = readCursor(from.message());
        case 5 -> goBackTo = readCursor(from.message());
        default -> from.skip();
      }
    }
    return new Refusal(code, detail, retryAfterMillis, cursor, goBackTo);
  }

  private static void writeEvents(WireWriter to, List<RecordedEvent> events) {
    for (RecordedEvent event : events) {
      int part = to.begin(1);
      EventWire.write(to, event);
      to.end(part);
    }
  }

  static void writeCursor(WireWriter to, int field, Cursor cursor) {
    if (cursor != null) {
      int nested = to.begin(field);
      to.number(1, cursor.epoch());
      to.number(2, cursor.position());
      to.end(nested);
    }
  }

  static Cursor readCursor(WireReader from) {
    long epoch = 0;
    long position = 0;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> epoch = from.number();
        case 2 -> position = from.number();
        default -> from.skip();
      }
    }
    return new Cursor(epoch, position);
  }

  private static Refusal.Code code(int number) {
    Refusal.Code[] codes = Refusal.Code.values();
    return number < codes.length ? codes[number] : Refusal.Code.UNKNOWN;
  }
}
