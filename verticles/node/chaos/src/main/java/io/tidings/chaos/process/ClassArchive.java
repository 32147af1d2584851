package io.tidings.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The classes of the node's fat jar as the JVM has them in memory, in a file beside the jar. A node
 * that finds them there needs half the time to start.
 */
final class ClassArchive {

  private static final Path JAR = Path.of(Jar.NODE.path());
  private static final Path FILE =
      JAR.resolveSibling("tidings-node-test-" + Runtime.version().feature() + ".jsa");

  private ClassArchive() {}

  /** For a JVM with the jar first on its class path; it does without if it must. */
  static synchronized List<String> options() {
    try {
      if (!Files.exists(FILE) || isOlder(FILE, JAR)) {
        make();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "-XX:SharedArchiveFile=" + FILE, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  private static boolean isOlder(Path one, Path other) throws IOException {
    return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
  }

  /** By a node that starts, and stops again. */
  private static void make() throws IOException {
    Files.deleteIfExists(FILE);
    Path logs = Files.createTempDirectory("tidings-classes-");
    List<String> command =
        new ArrayList<>(ChildProcess.java("-XX:ArchiveClassesAtExit=" + FILE, "-jar"));
    command.addAll(List.of(JAR.toString(), "--log", "memory", "--port", "0"));
    command.addAll(List.of("--cluster.name", "classes-" + UUID.randomUUID()));
    try (NodeProcess node = new NodeProcess(logs, command)) {
      node.ready().terminate();
    } finally {
      Files.deleteIfExists(logs.resolve("output"));
      Files.deleteIfExists(logs.resolve("errors"));
      Files.deleteIfExists(logs);
    }
  }
}
