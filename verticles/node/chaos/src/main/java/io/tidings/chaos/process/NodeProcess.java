package io.tidings.chaos.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A node. */
public final class NodeProcess extends ChildProcess {

  private Http http;

  public NodeProcess(Path logs, Jar jar, List<String> arguments) {
    this(logs, Stream.concat(start(jar).stream(), arguments.stream()).toList());
  }

  /** By a command that becomes a node. */
  public NodeProcess(Path logs, List<String> command) {
    super(logs, command);
  }

  /** As {@link #java}, with the node's fat jar first on the class path: quicker still. */
  public static List<String> javaOfNode(String... arguments) {
    return java(
        Stream.concat(ClassArchive.options().stream(), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static List<String> start(Jar jar) {
    return jar == Jar.NODE ? javaOfNode("-jar", jar.path()) : java("-jar", jar.path());
  }

  /** This node, as soon as it says that it can take events. */
  public NodeProcess ready() {
    return at("Tidings node ready: ");
  }

  /** This node, as soon as it says that it listens and needs another one. */
  public NodeProcess waiting() {
    return at("Tidings node waits for the rest of the cluster: ");
  }

  private NodeProcess at(String line) {
    String address = awaitLine(line);
    http = address.startsWith("http") ? new Http(URI.create(address)) : null;
    return this;
  }

  public Http http() {
    return http;
  }
}
