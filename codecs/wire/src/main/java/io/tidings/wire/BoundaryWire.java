package io.tidings.wire;

import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.Unchanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code Boundary} and {@code Unchanged} of the proto file, both ways. */
final class BoundaryWire {

  private BoundaryWire() {}

  static void write(WireWriter to, Boundary boundary) {
    for (Criterion criterion : boundary.anyOf()) {
      int nested = to.begin(1);
      criterion.types().forEach(type -> to.text(1, type));
      criterion
          .attributes()
          .forEach(
              (name, value) -> {
                int part = to.begin(2);
                to.text(1, name);
                to.text(2, value);
                to.end(part);
              });
      to.end(nested);
    }
  }

  static Boundary read(WireReader from) {
    List<Criterion> criteria = new ArrayList<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      if (field == 1) {
        criteria.add(readCriterion(from.message()));
      } else {
        from.skip();
      }
    }
    return new Boundary(criteria);
  }

  static void write(WireWriter to, Unchanged unchanged) {
    int nested = to.begin(1);
    write(to, unchanged.boundary());
    to.end(nested);
    ReadWire.writeCursor(to, 2, unchanged.since());
  }

  static Unchanged readUnchanged(WireReader from) {
    Boundary boundary = null;
    Cursor since = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> boundary = read(from.message());
        case 2 -> since = ReadWire.readCursor(from.message());
        default -> from.skip();
      }
    }
    return new Unchanged(boundary, since);
  }

  private static Criterion readCriterion(WireReader from) {
    Set<String> types = new HashSet<>();
    Map<String, String> attributes = new HashMap<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> types.add(from.text());
        case 2 -> readAttribute(from.message(), attributes);
        default -> from.skip();
      }
    }
    return new Criterion(types, attributes);
  }

  private static void readAttribute(WireReader from, Map<String, String> attributes) {
    String name = null;
    String value = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> name = from.text();
        case 2 -> value = from.text();
        default -> from.skip();
      }
    }
    attributes.put(name, value);
  }
}
