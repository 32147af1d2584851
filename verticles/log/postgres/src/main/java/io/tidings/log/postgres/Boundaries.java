package io.tidings.log.postgres;

import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeSet;

/** Boundaries as the SQL functions take them: {@code [{"type": ["t"], "course": "C1"}]}. */
final class Boundaries {

  private static final String TYPE = "type";

  private Boundaries() {}

  static JsonArray json(Boundary boundary) {
    JsonArray criteria = new JsonArray();
    for (Criterion criterion : boundary.anyOf()) {
      JsonObject json = new JsonObject();
      criterion.attributes().forEach(json::put);
      if (!criterion.types().isEmpty()) {
        json.put(TYPE, new JsonArray(List.copyOf(new TreeSet<>(criterion.types()))));
      }
      criteria.add(json);
    }
    return criteria;
  }

  /** Under how many keys of an index a page looks. */
  static int keys(Boundary boundary) {
    return boundary.anyOf().stream()
        .mapToInt(criterion -> criterion.attributes().isEmpty() ? criterion.types().size() : 1)
        .sum();
  }

  /** Whether not everything found under the keys lies within the boundary. */
  static boolean narrowsItsKeys(Boundary boundary) {
    return boundary.anyOf().stream()
        .anyMatch(
            criterion ->
                criterion.attributes().size() > 1
                    || !criterion.attributes().isEmpty() && !criterion.types().isEmpty());
  }
}
