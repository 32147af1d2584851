package io.tidings.node.system;

import io.tidings.chaos.process.ChildProcess;
import io.tidings.chaos.process.Jar;
import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test runs on this machine: nodes of one cluster, servers, a directory. All of it is gone
 * after the test; after the class, if it is a static extension. Shows every log if a test fails.
 */
final class Machine
    implements BeforeAllCallback, AfterTestExecutionCallback, AfterEachCallback, AfterAllCallback {

  /** One unpacked PostgreSQL for all tests. */
  static final Path BINARIES = Path.of("target", "postgres").toAbsolutePath();

  private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();

  private static final int PORTS = 16;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(20_000 + 16 * ThreadLocalRandom.current().nextInt(500));

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<ChildProcess> processes = new ArrayList<>();
  private final String name = "test-" + UUID.randomUUID();
  private final int clusterPort = freePorts();
  private boolean ofClass;
  private Path directory;

  /** A new directory, which an embedded server that runs as {@code nobody} may pass. */
  Path directory(String name) {
    try {
      if (directory == null) {
        directory = Files.createTempDirectory("tidings-system-").toRealPath();
        passable(directory);
      }
      return passable(Files.createDirectory(directory.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new directory for an embedded server; the binaries need not be unpacked for each. */
  Path data() {
    Path data = directory("data-" + UUID.randomUUID());
    try {
      Files.createSymbolicLink(data.resolve("bin"), Files.createDirectories(BINARIES));
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path passable(Path made) throws IOException {
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx--x--x"));
  }

  /**
   * A node of this machine's cluster, on any port unless one is given; wait for it with {@code
   * ready()}.
   */
  NodeProcess node(Jar jar, String... arguments) {
    boolean anyPort = jar != Jar.PERSISTENCE && !List.of(arguments).contains("--port");
    Stream<String> port = anyPort ? Stream.of("--port", "0") : Stream.of();
    return keep(new NodeProcess(logs(), jar, inCluster(port, Stream.of(arguments))));
  }

  NodeProcess node(String... arguments) {
    return node(Jar.NODE, arguments);
  }

  /** A node that runs a verticle of the tests as well, which finds settings in the properties. */
  NodeProcess node(Class<?> verticle, Map<String, String> properties, String... arguments) {
    List<String> java = new ArrayList<>();
    properties.forEach((key, value) -> java.add("-D" + key + "=" + value));
    java.addAll(List.of("-cp", Jar.NODE.path() + File.pathSeparator + TEST_CLASSES));
    java.addAll(List.of("io.tidings.launcher.Main", "--deploy", verticle.getName()));
    java.addAll(inCluster(Stream.of("--port", "0"), Stream.of(arguments)));
    return keep(new NodeProcess(logs(), NodeProcess.javaOfNode(java.toArray(String[]::new))));
  }

  /** One of the project's scripts, which runs nodes of this machine's cluster. */
  NodeProcess script(String... command) {
    Stream<String> program = Stream.of("../../scripts/" + command[0]);
    Stream<String> arguments = Stream.of(command).skip(1);
    return keep(new NodeProcess(logs(), inCluster(program, arguments)));
  }

  private List<String> inCluster(Stream<String> first, Stream<String> last) {
    Stream<String> cluster =
        Stream.of("--cluster.name", name, "--cluster.port", Integer.toString(clusterPort));
    return Stream.of(first, last, cluster).flatMap(Function.identity()).toList();
  }

  /** An embedded server that nodes share by {@code --log shared}; it takes connections. */
  ServerProcess server(Path data) {
    return keep(new ServerProcess(logs(), data)).ready();
  }

  SseClient follow(NodeProcess node, String query, String... headers) {
    SseClient client = new SseClient(node.http().uri("/v1/events" + query), headers);
    open.push(client);
    return client;
  }

  /** Closed with everything else, in reverse order. */
  <T extends AutoCloseable> T closing(T resource) {
    open.push(resource);
    return resource;
  }

  private <P extends ChildProcess> P keep(P process) {
    open.push(process);
    processes.add(process);
    return process;
  }

  private Path logs() {
    return directory("process-" + (processes.size() + 1));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ofClass = true;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context
        .getExecutionException()
        .ifPresent(failure -> processes.forEach(process -> System.err.println(process.report())));
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (!ofClass) {
      clear();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    clear();
  }

  private void clear() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    if (directory != null) {
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /** The first of 16 that nobody uses. */
  static int freePorts() {
    int first = NEXT_PORT.getAndAdd(PORTS);
    return IntStream.range(first, first + PORTS).allMatch(Machine::isFree) ? first : freePorts();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
