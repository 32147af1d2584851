package io.tidings.wire;

import io.tidings.model.Data;
import io.tidings.model.Extensions;
import io.tidings.model.InvalidEvent;
import io.tidings.model.NewEvent;
import java.util.HashMap;
import java.util.Map;

/** Collects the attributes of one event, from whichever binding, and checks them as a whole. */
final class Attributes {

  static final String SPEC_VERSION = "1.0";

  /** Stands for an attribute that was given as null, which counts as absent. */
  private static final Object ABSENT = new Object();

  private final Map<String, Object> given = new HashMap<>();

  /** Refuses what CloudEvents allows as the name of no attribute. */
  static void requireName(String name, long byteOffset) {
    boolean allowed = !name.isEmpty();
    for (int at = 0; at < name.length() && allowed; at++) {
      char c = name.charAt(at);
      allowed = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
    if (!allowed) {
      throw MalformedEvent.attribute(
          name,
          "has a name that CloudEvents does not allow: use lower-case letters and digits",
          byteOffset);
    }
  }

  /** Whether the log itself gives attributes of such names; a producer's are not recorded. */
  static boolean reserved(String name) {
    return name.startsWith(Extensions.RESERVED_PREFIX);
  }

  /** Adds a String, an Integer, a Boolean, or null for none; false if the name was given before. */
  boolean put(String name, Object value) {
    Object kept = value == null || reserved(name) ? ABSENT : value;
    return given.putIfAbsent(name, kept) == null;
  }

  /** Replaces what was given, if anything was. */
  void replace(String name, Object value) {
    given.replace(name, value);
  }

  Object get(String name) {
    Object value = given.get(name);
    return value == ABSENT ? null : value;
  }

  /** The content type, which decides what the data is. */
  String contentType() {
    return given.get("datacontenttype") instanceof String text ? text : null;
  }

  /** The event; the attributes are used up. */
  NewEvent build(Data data) {
    String version = required("specversion");
    if (!version.equals(SPEC_VERSION)) {
      throw MalformedEvent.attribute(
          "specversion", "is '" + MalformedEvent.shown(version) + "': send 1.0", -1);
    }
    String derivedFrom = derivedFrom();
    NewEvent.Builder event =
        NewEvent.builder(required("id"), required("source"), required("type"))
            .subject(optional("subject"))
            .time(optional("time"))
            .contentType(optional("datacontenttype"))
            .dataSchema(optional("dataschema"))
            .data(data);
    given.forEach(
        (name, value) -> {
          if (value != ABSENT) {
            event.extension(name, value);
          }
        });
    try {
      return event.build();
    } catch (InvalidEvent invalid) {
      boolean derived = invalid.attribute().equals(Extensions.STREAM) && derivedFrom != null;
      throw MalformedEvent.of(invalid, derived ? derivedFrom : invalid.attribute());
    }
  }

  /** The attribute that names the stream where {@code stream} is not given; otherwise null. */
  private String derivedFrom() {
    if (get(Extensions.STREAM) != null) {
      return null;
    }
    return get("subject") != null ? "subject" : "source";
  }

  private String required(String name) {
    String value = optional(name);
    if (value == null) {
      throw MalformedEvent.attribute(name, "is missing: give a non-empty string", -1);
    }
    return value;
  }

  private String optional(String name) {
    Object value = given.remove(name);
    if (value == null || value == ABSENT) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw MalformedEvent.attribute(name, "is " + value + ": give a string", -1);
    }
    if (text.isEmpty()) {
      throw MalformedEvent.attribute(name, "is empty: give a non-empty string", -1);
    }
    return text;
  }
}
