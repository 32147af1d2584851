package io.tidings.gateway.read;

import io.tidings.gateway.http.QueryParameters;
import io.tidings.model.Filter;
import io.tidings.model.SlotRange;
import java.util.LinkedHashSet;
import java.util.Set;

/** {@code type}, repeatable and a list with commas, {@code category}, and {@code match}. */
public final class FilterParameters {

  private static final int MAX_TYPES = 100;

  private FilterParameters() {}

  /** The filter of the query; of one stream unless that is null. */
  public static Filter filter(QueryParameters parameters, String stream) {
    Set<String> types = new LinkedHashSet<>();
    for (String given : parameters.all("type")) {
      for (String type : given.split(",", -1)) {
        if (type.isEmpty()) {
          throw QueryParameters.bad("type", "has an empty name: give one, or a list with commas");
        }
        types.add(type);
      }
    }
    if (types.size() > MAX_TYPES) {
      throw QueryParameters.bad("type", "names more than " + MAX_TYPES + " types: ask in parts")
          .with("limit", MAX_TYPES);
    }
    return new Filter(
        types,
        category(parameters),
        stream,
        SlotRange.ALL,
        BoundaryParameters.boundary(parameters, "match"));
  }

  private static String category(QueryParameters parameters) {
    String category = parameters.one("category");
    if (category != null && (category.isEmpty() || category.indexOf('-') >= 0)) {
      throw QueryParameters.bad(
          "category", "is '" + category + "': give what stands before the first '-' of a stream");
    }
    return category;
  }
}
