package io.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.model.Data;
import io.tidings.wire.EventJson;
import java.util.Iterator;
import java.util.Map;

/** Compares JSON by what is there. */
final class Shapes {

  private Shapes() {}

  /** The record as it is written. */
  static JsonNode tree(Object record) {
    byte[] written = EventJson.encode(record).toByteArray();
    return EventJson.decode(Data.of(Data.Form.JSON, written), JsonNode.class);
  }

  /** Whatever was written is read; what is read beside it is nothing. */
  static void requireKept(Object where, JsonNode written, JsonNode read) {
    requireKept(where + ": ", "", written, read);
  }

  private static void requireKept(String where, String path, JsonNode written, JsonNode read) {
    if (written.isObject() && read.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> all = written.fields(); all.hasNext(); ) {
        Map.Entry<String, JsonNode> one = all.next();
        requireKept(where, path + "/" + one.getKey(), one.getValue(), read.path(one.getKey()));
      }
    } else if (written.isArray() && read.isArray()) {
      assertThat(read.size()).as(where + path + ": length").isEqualTo(written.size());
      for (int index = 0; index < written.size(); index++) {
        requireKept(where, path + "/" + index, written.get(index), read.get(index));
      }
    } else {
      assertThat(read)
          .as(where + (path.isEmpty() ? "the payload" : path) + " is not read as it was written")
          .isEqualTo(written);
    }
  }

  /** Each has the other's members, and values of the same kind. */
  static void requireSame(String where, JsonNode one, JsonNode other) {
    requireCovered(where, "", one, other);
    requireCovered(where, "", other, one);
  }

  /** What {@code wanted} has, {@code given} has as well, of the same kind. */
  static void requireCovered(String where, String path, JsonNode wanted, JsonNode given) {
    assertThat(given.getNodeType())
        .as("%s: %s is a %s and %s", where, path, wanted.getNodeType(), given.getNodeType())
        .isEqualTo(wanted.getNodeType());
    for (Iterator<Map.Entry<String, JsonNode>> all = wanted.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> one = all.next();
      requireCovered(where, path + "/" + one.getKey(), one.getValue(), given.path(one.getKey()));
    }
    if (wanted.isArray() && wanted.size() > 0 && given.size() > 0) {
      requireCovered(where, path + "/0", wanted.get(0), given.get(0));
    }
  }
}
