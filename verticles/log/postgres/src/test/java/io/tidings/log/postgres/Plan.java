package io.tidings.log.postgres;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How a statement was executed: what {@code explain (analyze, format json)} says. */
record Plan(List<JsonObject> nodes) {

  private static final Set<String> TABLES = Set.of("event", "attribute");

  static Plan parse(String json) {
    List<JsonObject> nodes = new ArrayList<>();
    collect(new JsonArray(json).getJsonObject(0).getJsonObject("Plan"), nodes);
    return new Plan(nodes);
  }

  private static void collect(JsonObject node, List<JsonObject> nodes) {
    nodes.add(node);
    node.getJsonArray("Plans", new JsonArray())
        .forEach(child -> collect((JsonObject) child, nodes));
  }

  /** The indexes of the table that were scanned. */
  Set<String> indexes() {
    Set<String> indexes = new TreeSet<>();
    nodes.stream()
        .map(node -> node.getString("Index Name", ""))
        .filter(name -> name.startsWith("event_") || name.startsWith("attribute_"))
        .forEach(indexes::add);
    return indexes;
  }

  boolean scansTheTable() {
    return ofTheTable().anyMatch(node -> !node.getString("Node Type").startsWith("Index"));
  }

  /** Rows of the table and entries of its indexes that were looked at, those filtered out too. */
  long looked() {
    return ofTheTable()
        .mapToLong(
            node ->
                Math.round(
                    node.getDouble("Actual Loops")
                        * (node.getDouble("Actual Rows")
                            + node.getDouble("Rows Removed by Filter", 0.0)
                            + node.getDouble("Rows Removed by Index Recheck", 0.0))))
        .sum();
  }

  private Stream<JsonObject> ofTheTable() {
    return nodes.stream().filter(node -> TABLES.contains(node.getString("Relation Name", "")));
  }
}
