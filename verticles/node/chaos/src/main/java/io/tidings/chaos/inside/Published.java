package io.tidings.chaos.inside;

import io.tidings.model.EventType;

/** What a node publishes. */
@EventType(Published.TYPE)
record Published(String node, long number) {

  static final String TYPE = "chaos.bus";
}
