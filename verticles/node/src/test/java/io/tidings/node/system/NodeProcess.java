package io.tidings.node.system;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A node. */
final class NodeProcess extends ChildProcess {

  private Http http;

  NodeProcess(Path logs, Jar jar, List<String> arguments) {
    super(logs, Stream.concat(Stream.of("-jar", jar.path()), arguments.stream()).toList());
  }

  /** This node, as soon as it says that it can take events. */
  NodeProcess ready() {
    String address = awaitLine("Tidings node ready: ");
    http = address.startsWith("http") ? new Http(URI.create(address)) : null;
    return this;
  }

  Http http() {
    return http;
  }
}
