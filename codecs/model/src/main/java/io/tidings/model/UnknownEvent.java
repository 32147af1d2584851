package io.tidings.model;

/**
 * A family of events has no record for a type and version: a later version of the program has
 * written it, or the family has lost a record. Reading it again fails again; add the record, or
 * drop the version.
 */
public final class UnknownEvent extends RuntimeException {

  UnknownEvent(Class<?> family, String type, int version) {
    super(
        "%s knows no record for event type %s version %d: add one, or drop that version"
            .formatted(family.getName(), Text.shown(type), version));
  }
}
