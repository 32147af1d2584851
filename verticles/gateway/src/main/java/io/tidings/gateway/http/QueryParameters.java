package io.tidings.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a query, which must all be known. */
public final class QueryParameters {

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private QueryParameters() {}

  /**
   * Reads a query.
   *
   * @param query as sent, null if there is none
   * @throws Problem if a parameter is not among {@code known}, naming the nearest one that is
   */
  public static QueryParameters parse(String query, Set<String> known) {
    QueryParameters parameters = new QueryParameters();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&")) {
        parameters.add(pair, known);
      }
    }
    return parameters;
  }

  private void add(String pair, Set<String> known) {
    if (pair.isEmpty()) {
      return;
    }
    int equals = pair.indexOf('=');
    String name = Percent.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
    if (!known.contains(name)) {
      throw unknown(name, known);
    }
    String value = equals < 0 ? "" : Percent.decodeQuery(pair.substring(equals + 1));
    if (!Texts.storable(value)) {
      throw bad(name, "has U+0000: leave it out");
    }
    values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
  }

  /** Every value of a parameter that may be repeated. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * The value, or null if the parameter is not there.
   *
   * @throws Problem if it is there twice
   */
  public String one(String name) {
    List<String> given = all(name);
    if (given.size() > 1) {
      throw bad(name, "is given " + given.size() + " times: give it once");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** The refusal of a value. */
  public static Problem bad(String name, String what) {
    return Problem.of(ProblemKind.BAD_PARAMETER, "parameter '" + name + "' " + what)
        .with("parameter", name);
  }

  private static Problem unknown(String name, Set<String> known) {
    String nearest = Nearest.of(name, known);
    String advice =
        known.isEmpty()
            ? "this path takes no parameters"
            : nearest == null
                ? "use " + String.join(", ", new TreeSet<>(known))
                : "did you mean '" + nearest + "'?";
    return Problem.of(ProblemKind.UNKNOWN_PARAMETER, "'" + name + "' is not known here: " + advice)
        .with("parameter", name);
  }
}
