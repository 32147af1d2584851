package io.tidings.wire;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.Unchanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code AppendRequest} and {@code AppendReply} of the proto file, both ways. */
final class AppendWire {

  private static final int RECORDED = 1;
  private static final int STALE = 2;
  private static final int REUSED = 3;
  private static final int PARTIAL_REPEAT = 4;
  private static final int OVERTAKEN = 5;

  private static final int EVENTS = 1;

  /**
   * A version that does not know the condition must refuse the append: it finds no events in it.
   */
  private static final int EVENTS_ON_CONDITION = 4;

  private AppendWire() {}

  static void writeRequest(WireWriter to, AppendRequest request) {
    for (Append append : request.appends()) {
      int nested = to.begin(1);
      for (NewEvent event : append.events()) {
        int part = to.begin(append.unchanged() == null ? EVENTS : EVENTS_ON_CONDITION);
        EventWire.write(to, event);
        to.end(part);
      }
      append
          .expected()
          .forEach(
              (stream, version) -> {
                int part = to.begin(2);
                to.text(1, stream);
                to.number(2, version);
                to.end(part);
              });
      if (append.unchanged() != null) {
        int part = to.begin(3);
        BoundaryWire.write(to, append.unchanged());
        to.end(part);
      }
      to.end(nested);
    }
  }

  static AppendRequest readRequest(WireReader from) {
    List<Append> appends = new ArrayList<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      if (field == 1) {
        appends.add(readAppend(from.message()));
      } else {
        from.skip();
      }
    }
    return new AppendRequest(appends);
  }

  static void writeReply(WireWriter to, AppendReply reply) {
    for (AppendResult result : reply.results()) {
      int nested = to.begin(1);
      writeResult(to, result);
      to.end(nested);
    }
  }

  static AppendReply readReply(WireReader from) {
    List<AppendResult> results = new ArrayList<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      if (field == 1) {
        results.add(readResult(from.message()));
      } else {
        from.skip();
      }
    }
    return new AppendReply(results);
  }

  private static Append readAppend(WireReader from) {
    List<NewEvent> events = new ArrayList<>();
    Map<String, Long> expected = new HashMap<>();
    Unchanged unchanged = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case EVENTS, EVENTS_ON_CONDITION -> events.add(EventWire.read(from.message()));
        case 2 -> readExpectation(from.message(), expected);
        case 3 -> unchanged = BoundaryWire.readUnchanged(from.message());
        default -> from.skip();
      }
    }
    return new Append(events, expected, unchanged);
  }

  private static void readExpectation(WireReader from, Map<String, Long> expected) {
    String stream = null;
    long version = 0;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> stream = from.text();
        case 2 -> version = from.number();
        default -> from.skip();
      }
    }
    expected.put(stream, version);
  }

  private static void writeResult(WireWriter to, AppendResult result) {
    if (result instanceof AppendResult.Recorded recorded) {
      to.number(1, RECORDED);
      to.flag(2, recorded.duplicate());
      for (Receipt receipt : recorded.receipts()) {
        int part = to.begin(3);
        writeReceipt(to, receipt);
        to.end(part);
      }
    } else if (result instanceof AppendResult.Stale stale) {
      to.number(1, STALE);
      to.text(4, stale.stream());
      to.number(5, stale.expected());
      to.number(6, stale.actual());
    } else if (result instanceof AppendResult.Reused reused) {
      to.number(1, REUSED);
      to.text(7, reused.source());
      to.text(8, reused.id());
      to.number(9, reused.position());
    } else if (result instanceof AppendResult.PartialRepeat partial) {
      to.number(1, PARTIAL_REPEAT);
      to.text(7, partial.source());
      to.text(8, partial.recordedId());
      to.text(10, partial.unrecordedId());
    } else if (result instanceof AppendResult.Overtaken overtaken) {
      to.number(1, OVERTAKEN);
      to.number(9, overtaken.position());
    }
  }

  private static AppendResult readResult(WireReader from) {
    int kind = 0;
    boolean duplicate = false;
    List<Receipt> receipts = new ArrayList<>(1);
    String stream = null;
    long expected = 0;
    long actual = 0;
    String source = null;
    String id = null;
    long position = 0;
    String unrecordedId = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> kind = from.smallNumber();
        case 2 -> duplicate = from.flag();
        case 3 -> receipts.add(readReceipt(from.message()));
        case 4 -> stream = from.text();
        case 5 -> expected = from.number();
        case 6 -> actual = from.number();
        case 7 -> source = from.text();
        case 8 -> id = from.text();
        case 9 -> position = from.number();
        case 10 -> unrecordedId = from.text();
        default -> from.skip();
      }
    }
    return switch (kind) {
      case RECORDED -> new AppendResult.Recorded(receipts, duplicate);
      case STALE -> new AppendResult.Stale(there(stream), expected, actual);
      case REUSED -> new AppendResult.Reused(there(source), there(id), position);
      case PARTIAL_REPEAT ->
          new AppendResult.PartialRepeat(there(source), there(id), there(unrecordedId));
      case OVERTAKEN -> new AppendResult.Overtaken(position);
      default -> throw new MalformedMessage("append result of kind " + kind);
    };
  }

  private static void writeReceipt(WireWriter to, Receipt receipt) {
    to.text(1, receipt.id());
    to.repeated(2, receipt.source());
    to.repeated(3, receipt.stream());
    to.number(4, receipt.version());
    to.number(5, receipt.position());
    to.number(6, receipt.epoch());
    to.signed(7, EventWire.micros(receipt.recordedAt()));
  }

  private static Receipt readReceipt(WireReader from) {
    String id = null;
    String source = null;
    String stream = null;
    long version = 0;
    long position = 0;
    long epoch = 0;
    long recordedAt = 0;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> id = from.text();
        case 2 -> source = from.repeated();
        case 3 -> stream = from.repeated();
        case 4 -> version = from.number();
        case 5 -> position = from.number();
        case 6 -> epoch = from.number();
        case 7 -> recordedAt = from.signed();
        default -> from.skip();
      }
    }
    return new Receipt(
        there(id),
        there(source),
        there(stream),
        version,
        position,
        epoch,
        EventWire.instant(recordedAt));
  }

  private static String there(String text) {
    if (text == null) {
      throw new MalformedMessage("an append result without all of its names");
    }
    return text;
  }
}
