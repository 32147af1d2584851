package io.tidings.gateway.read;

import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Boundaries in a query: each parameter is a criterion, {@code course=C1,student=S1}. Its pairs
 * must all hold, {@code type} may be named several times for any of these types; a backslash takes
 * its meaning from the comma or the backslash behind it.
 */
public final class BoundaryParameters {

  private static final String TYPE = "type";

  private BoundaryParameters() {}

  /**
   * What all parameters of this name draw; null if there is none.
   *
   * @throws Problem if one of them is no criterion
   */
  public static Boundary boundary(QueryParameters parameters, String name) {
    List<String> given = parameters.all(name);
    if (given.isEmpty()) {
      return null;
    }
    try {
      return new Boundary(given.stream().map(BoundaryParameters::criterion).toList());
    } catch (IllegalArgumentException refused) {
      throw QueryParameters.bad(name, "is no boundary: " + refused.getMessage());
    }
  }

  /** The values that {@link #boundary} reads, not percent-encoded. */
  static List<String> values(Boundary boundary) {
    return boundary.anyOf().stream().map(BoundaryParameters::value).toList();
  }

  private static Criterion criterion(String given) {
    Set<String> types = new HashSet<>();
    Map<String, String> attributes = new HashMap<>();
    for (String pair : pairs(given)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "'" + pair + "' has no name and value: give course=C1, or several with commas");
      }
      String name = pair.substring(0, equals);
      String value = pair.substring(equals + 1);
      if (name.equals(TYPE)) {
        types.add(value);
      } else if (attributes.put(name, value) != null) {
        throw new IllegalArgumentException("'" + name + "' is named twice in one criterion");
      }
    }
    return new Criterion(types, attributes);
  }

  private static List<String> pairs(String given) {
    List<String> pairs = new ArrayList<>();
    StringBuilder pair = new StringBuilder();
    for (int at = 0; at < given.length(); at++) {
      char c = given.charAt(at);
      if (c == '\\' && at + 1 < given.length() && "\\,".indexOf(given.charAt(at + 1)) >= 0) {
        at++;
        pair.append(given.charAt(at));
      } else if (c == ',') {
        pairs.add(pair.toString());
        pair.setLength(0);
      } else {
        pair.append(c);
      }
    }
    pairs.add(pair.toString());
    return pairs;
  }

  private static String value(Criterion criterion) {
    StringJoiner pairs = new StringJoiner(",");
    new TreeSet<>(criterion.types()).forEach(type -> pairs.add(TYPE + "=" + escaped(type)));
    new TreeMap<>(criterion.attributes())
        .forEach((name, value) -> pairs.add(name + "=" + escaped(value)));
    return pairs.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,");
  }
}
