package io.tidings.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of a JSON object, which must all be known. A member that is {@code null} is not
 * there. Refusals name the member by its path, {@code retry.attempts}.
 */
public final class Members {

  private final String path;
  private final JsonObject json;

  private Members(String path, JsonObject json) {
    this.path = path;
    this.json = json;
  }

  /**
   * @throws Problem if a member is not among {@code known}, naming the nearest one that is
   */
  static Members of(JsonObject json, Set<String> known) {
    return known("", json, known);
  }

  private static Members known(String path, JsonObject json, Set<String> known) {
    for (String name : json.fieldNames()) {
      if (!known.contains(name)) {
        throw unknown(path, name, known);
      }
    }
    return new Members(path, json);
  }

  public boolean has(String name) {
    return json.getValue(name) != null;
  }

  /** The text, or null if there is none. */
  public String text(String name) {
    Object value = json.getValue(name);
    if (value != null && !(value instanceof String)) {
      throw bad(name, "is " + value + ": give a string");
    }
    return storable(name, (String) value);
  }

  /** No database takes these. */
  private String storable(String name, String text) {
    if (text != null && !Texts.storable(text)) {
      throw bad(name, "has U+0000, or half of a surrogate pair: leave it out");
    }
    return text;
  }

  /** The number, or {@code absent}. */
  public long whole(String name, long absent, long least, long most) {
    Object value = json.getValue(name);
    if (value == null) {
      return absent;
    }
    if ((value instanceof Integer || value instanceof Long)
        && ((Number) value).longValue() >= least
        && ((Number) value).longValue() <= most) {
      return ((Number) value).longValue();
    }
    throw bad(name, "is " + value + ": give a whole number, " + least + " to " + most)
        .with("limit", most);
  }

  /** The number, or {@code absent}. */
  public double number(String name, double absent, double least, double most) {
    Object value = json.getValue(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    throw bad(name, "is " + value + ": give a number, " + least + " to " + most);
  }

  /** What is said, or {@code false}. */
  public boolean flag(String name) {
    Object value = json.getValue(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw bad(name, "is " + value + ": give true or false");
  }

  /** The duration, or {@code absent}. */
  public Duration duration(String name, Duration absent) {
    String text = text(name);
    try {
      return text == null ? absent : Durations.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw bad(name, wrong.getMessage());
    }
  }

  /** The strings of an array, none if it is not there. */
  public List<String> texts(String name, int most) {
    List<String> texts = new ArrayList<>();
    for (Object element : array(name, most)) {
      if (!(element instanceof String text) || text.isEmpty()) {
        throw bad(name, "has the element " + element + ": give strings that are not empty");
      }
      texts.add(storable(name, text));
    }
    return texts;
  }

  /** The object, without members if it is not there. */
  public Members object(String name, Set<String> known) {
    Object value = json.getValue(name);
    if (value == null || value instanceof JsonObject) {
      return known(path + name + ".", value == null ? new JsonObject() : (JsonObject) value, known);
    }
    throw bad(name, "is " + value + ": give an object");
  }

  /** The objects of an array, none if it is not there. */
  public List<Members> objects(String name, int most, Set<String> known) {
    List<Members> objects = new ArrayList<>();
    for (Object element : array(name, most)) {
      if (!(element instanceof JsonObject object)) {
        throw bad(name, "has the element " + element + ": give objects");
      }
      objects.add(known(path + name + "[" + objects.size() + "].", object, known));
    }
    return objects;
  }

  /** An object whose members are all strings, empty if it is not there. */
  public Map<String, String> map(String name) {
    Object value = json.getValue(name);
    if (value != null && !(value instanceof JsonObject)) {
      throw bad(name, "is " + value + ": give an object");
    }
    Map<String, String> map = new LinkedHashMap<>();
    if (value != null) {
      for (Map.Entry<String, Object> member : (JsonObject) value) {
        if (!(member.getValue() instanceof String text)) {
          throw bad(name + "." + member.getKey(), "is " + member.getValue() + ": give a string");
        }
        map.put(member.getKey(), storable(name, text));
      }
    }
    return map;
  }

  private JsonArray array(String name, int most) {
    Object value = json.getValue(name);
    if (value == null) {
      return new JsonArray();
    }
    if (!(value instanceof JsonArray array)) {
      throw bad(name, "is " + value + ": give an array");
    }
    if (array.size() > most) {
      throw bad(name, "has " + array.size() + " elements: give at most " + most)
          .with("limit", most);
    }
    return array;
  }

  /** The refusal of a value. */
  public Problem bad(String name, String what) {
    String shortened = what.length() > 300 ? what.substring(0, 300) + "…" : what;
    return Problem.of(ProblemKind.BAD_MEMBER, "member '" + path + name + "' " + shortened)
        .with("member", path + name);
  }

  private static Problem unknown(String path, String name, Set<String> known) {
    String nearest = Nearest.of(name, known);
    String advice =
        known.isEmpty()
            ? "give none"
            : nearest == null
                ? "use " + String.join(", ", new TreeSet<>(known))
                : "did you mean '" + path + nearest + "'?";
    return Problem.of(
            ProblemKind.UNKNOWN_MEMBER, "'" + path + name + "' is not known here: " + advice)
        .with("member", path + name);
  }
}
