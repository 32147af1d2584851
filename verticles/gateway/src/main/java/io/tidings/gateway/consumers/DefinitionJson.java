package io.tidings.gateway.consumers;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Start;
import io.tidings.gateway.http.Members;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.InvalidEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The definition of a consumer as JSON. */
final class DefinitionJson {

  static final Set<String> MEMBERS =
      Set.of(
          "types",
          "category",
          "stream",
          "attributes",
          "start",
          "segments",
          "inFlight",
          "retry",
          "onFailure",
          "visibility");

  private static final Set<String> RETRY_MEMBERS =
      Set.of("attempts", "within", "initial", "longest", "multiplier", "jitter");

  private static final int MAX_TYPES = 100;
  private static final int MAX_ATTRIBUTES = 20;
  private static final int DEFAULT_SEGMENTS = 4;
  private static final int DEFAULT_IN_FLIGHT = 1000;
  private static final Duration DEFAULT_VISIBILITY = Duration.ofSeconds(30);
  private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

  private DefinitionJson() {}

  /** The definition of a consumer to pull from. */
  static Definition pull(String name, Members members) {
    try {
      return new Definition(
          name,
          Definition.Kind.PULL,
          filter(members),
          attributes(members),
          start(members).start(),
          (int) members.whole("segments", DEFAULT_SEGMENTS, 1, 1024),
          (int) members.whole("inFlight", DEFAULT_IN_FLIGHT, 1, 10_000),
          retry(members.object("retry", RETRY_MEMBERS)),
          onFailure(members),
          visibility(members, DEFAULT_VISIBILITY));
    } catch (IllegalArgumentException refused) {
      throw members.bad("name", refused.getMessage());
    }
  }

  /** How long a puller has an event; {@code absent} if the member is not there. */
  static Duration visibility(Members members, Duration absent) {
    Duration given = members.duration("visibility", absent);
    if (given != null && (given.toMillis() < 1 || given.compareTo(LONGEST_VISIBILITY) > 0)) {
      throw members.bad("visibility", "is " + given + ": give 1 ms to " + LONGEST_VISIBILITY);
    }
    return given;
  }

  private static Filter filter(Members members) {
    Set<String> types = new LinkedHashSet<>(members.texts("types", MAX_TYPES));
    String category = members.text("category");
    if (category != null && (category.isEmpty() || category.indexOf('-') >= 0)) {
      throw members.bad(
          "category", "is '" + category + "': give what stands before the first '-' of a stream");
    }
    String stream = members.text("stream");
    try {
      return new Filter(
          types, category, stream == null ? null : StreamName.require(stream), SlotRange.ALL);
    } catch (InvalidEvent invalid) {
      throw members.bad("stream", "is wrong: " + invalid.getMessage());
    }
  }

  private static Map<String, String> attributes(Members members) {
    Map<String, String> attributes = members.map("attributes");
    if (attributes.size() > MAX_ATTRIBUTES) {
      throw members.bad("attributes", "has more than " + MAX_ATTRIBUTES + ": give fewer");
    }
    for (String name : attributes.keySet()) {
      if (!name.matches("[a-z0-9]{1,40}")) {
        throw members.bad(
            "attributes." + name, "is no CloudEvents attribute: use lower-case letters and digits");
      }
    }
    return attributes;
  }

  /** Where it begins if it is new. */
  static Place start(Members members) {
    String given = members.text("start");
    return given == null ? new Place(Start.FIRST, null) : Place.of(members, "start", given);
  }

  private static Retry retry(Members members) {
    Retry absent = Retry.DEFAULT;
    int attempts = (int) members.whole("attempts", absent.attempts(), 1, 1_000_000);
    Duration initial = members.duration("initial", absent.initial());
    Duration longest = members.duration("longest", longer(absent.longest(), initial));
    if (longest.compareTo(initial) < 0) {
      throw members.bad("longest", "is " + longest + ": give no less than initial, " + initial);
    }
    return new Retry(
        attempts,
        members.duration("within", absent.within()),
        initial,
        longest,
        members.number("multiplier", absent.multiplier(), 1, 1000),
        members.number("jitter", absent.jitter(), 0, 1));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Definition.OnFailure onFailure(Members members) {
    String given = members.text("onFailure");
    return given == null
        ? Definition.OnFailure.DEAD_LETTER
        : Words.read(Definition.OnFailure.class, given, what -> members.bad("onFailure", what));
  }

  static JsonObject write(Definition definition) {
    Filter filter = definition.filter();
    JsonObject json = new JsonObject();
    if (!filter.types().isEmpty()) {
      json.put("types", new JsonArray(List.copyOf(new TreeSet<>(filter.types()))));
    }
    if (filter.category() != null) {
      json.put("category", filter.category());
    }
    if (filter.stream() != null) {
      json.put("stream", filter.stream());
    }
    if (!definition.attributes().isEmpty()) {
      json.put("attributes", new JsonObject(new TreeMap<>(definition.attributes())));
    }
    return json.put("start", start(definition.start()))
        .put("segments", definition.segments())
        .put("inFlight", definition.inFlight())
        .put("retry", write(definition.retry()))
        .put("onFailure", Words.write(definition.onFailure()))
        .put("visibility", definition.visibility().toString());
  }

  private static String start(Start start) {
    return switch (start.at()) {
      case FIRST, LATEST -> start.at().name().toLowerCase(Locale.ROOT);
      case POSITION -> new Cursor(0, start.position() - 1).toString();
      case TIME -> start.time().toString();
    };
  }

  private static JsonObject write(Retry retry) {
    return new JsonObject()
        .put("attempts", retry.attempts())
        .put("within", retry.within().toString())
        .put("initial", retry.initial().toString())
        .put("longest", retry.longest().toString())
        .put("multiplier", retry.multiplier())
        .put("jitter", retry.jitter());
  }
}
