package io.tidings.model;

import java.util.Set;

/** The extension attributes that Tidings knows, and what any of them may be. */
public final class Extensions {

  /** Names the stream of the event. */
  public static final String STREAM = "stream";

  /** The schema version of the payload, an integer; absent means 1. */
  public static final String SCHEMA_VERSION = "schemaversion";

  public static final String CORRELATION_ID = "correlationid";
  public static final String CAUSATION_ID = "causationid";

  /** A hash of the command that led to this event: commands of one id are told apart by it. */
  public static final String COMMAND_HASH = "commandhash";

  public static final String TRACEPARENT = "traceparent";
  public static final String TRACESTATE = "tracestate";

  /**
   * Begins the names that the log gives to what it adds when an event is read back (position,
   * version, …). The edges drop a producer's attributes of such names.
   */
  public static final String RESERVED_PREFIX = "tidings";

  /**
   * Attributes that carry an event along or tell of its transport, and say nothing of what has
   * happened. No index knows them, and no {@link Criterion} may name them.
   */
  public static final Set<String> TECHNICAL =
      Set.of(
          STREAM,
          SCHEMA_VERSION,
          CORRELATION_ID,
          CAUSATION_ID,
          COMMAND_HASH,
          TRACEPARENT,
          TRACESTATE,
          "partitionkey",
          "sequence",
          "sequencetype",
          "sampledrate",
          "dataref",
          "expirytime",
          "recordedtime");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema",
          "data");

  private Extensions() {}

  static void require(String name, Object value) {
    requireName(name);
    if (value instanceof String text) {
      Text.optional(name, text, NewEvent.MAX_ATTRIBUTE_BYTES);
    } else if (!(value instanceof Integer || value instanceof Boolean)) {
      throw new InvalidEvent(name, "is neither a string, nor a 32-bit integer, nor a boolean");
    }
    if (name.equals(SCHEMA_VERSION) && !(value instanceof Integer version && version >= 1)) {
      throw new InvalidEvent(
          name, "is '" + Text.shown(value.toString()) + "': give an integer from 1");
    }
  }

  static void requireName(String name) {
    if (name.isEmpty() || !name.chars().allMatch(Extensions::allowed)) {
      throw new InvalidEvent(
          name, "has a name that CloudEvents does not allow: use lower-case letters and digits");
    }
    if (ATTRIBUTES.contains(name) || name.startsWith(RESERVED_PREFIX)) {
      throw new InvalidEvent(name, "is no name for an extension attribute: take another");
    }
  }

  private static boolean allowed(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }
}
