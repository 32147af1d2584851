package io.tidings.consumers.engine;

import io.vertx.core.shareddata.LocalMap;

/**
 * Names under which engines claim. Several of one consumer on one node, as when a verticle is
 * deployed with several instances, are told apart, or else they would take segments from each
 * other.
 */
final class NodeNames {

  private NodeNames() {}

  static String take(Host host, String consumer) {
    String name = host.node();
    for (int more = 2; taken(host).putIfAbsent(key(consumer, name), true) != null; more++) {
      name = host.node() + "#" + more;
    }
    return name;
  }

  static void giveBack(Host host, String consumer, String name) {
    taken(host).remove(key(consumer, name));
  }

  private static LocalMap<String, Boolean> taken(Host host) {
    return host.vertx().sharedData().getLocalMap("tidings.consumers.nodes");
  }

  private static String key(String consumer, String name) {
    return consumer + " " + name;
  }
}
