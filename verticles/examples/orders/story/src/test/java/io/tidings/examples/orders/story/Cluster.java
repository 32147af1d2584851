package io.tidings.examples.orders.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A database, a node and services, each a JVM that can be killed; closed, they are gone. */
final class Cluster implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final String cluster = "--cluster.name=test-" + UUID.randomUUID();
  private final Map<String, Jvm> jvms = new LinkedHashMap<>();
  private final Path directory;
  private final String clusterPort;
  private final String httpPort;
  private final String database;

  /** In a directory that an embedded server which runs as {@code nobody} may pass. */
  Cluster() throws IOException {
    directory = Files.createTempDirectory("tidings-orders-").toRealPath();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    clusterPort = "--cluster.port=" + freePort();
    httpPort = Integer.toString(freePort());
    run("server", "-cp", classPath(), "io.tidings.node.EmbeddedServer", data());
    Jvm.awaitLine(output("server"), "Tidings embedded server ready");
    database = Files.readString(Path.of(data(), "uri")).strip();
    startNode();
  }

  void startNode() {
    run(
        "node",
        "-cp",
        classPath(),
        "io.tidings.launcher.Main",
        "--deploy=io.tidings.node.PersistenceRole",
        "--deploy=io.tidings.node.GatewayRole",
        "--log=shared",
        "--data=" + data(),
        "--port=" + httpPort,
        cluster,
        clusterPort);
    Jvm.awaitLine(output("node"), "Tidings node ready");
  }

  /** Starts the fat jar of a neighbouring module. */
  void startService(String service, String... settings) {
    // The jar of open-orders is orders-open.jar.
    String name = "orders-" + service.replace("-orders", "") + ".jar";
    Path jar = Path.of("..", service, "target", name);
    assertThat(jar).as("made by mvn package").matches(Files::exists);
    List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString(), cluster, clusterPort));
    arguments.addAll(List.of(settings));
    run(service, arguments.toArray(String[]::new));
    Jvm.awaitLine(output(service), "Tidings node ");
  }

  /** Sends SIGKILL. */
  void kill(String who) throws InterruptedException {
    jvms.get(who).kill();
  }

  /** The status that a POST is answered with. */
  int post(String path, String body, String... headers) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
            .headers(headers)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }

  /** What a GET is answered with. */
  JsonObject get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path)).build();
    return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
  }

  String databaseUri() {
    return database;
  }

  Connection connect() throws SQLException {
    URI uri = URI.create(database);
    String[] account = uri.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath()),
        account[0],
        account[1]);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    List<Jvm> last = new ArrayList<>(jvms.values());
    for (Jvm jvm : last.subList(1, last.size())) {
      jvm.kill();
    }
    last.get(0).terminate();
    last.get(0).end();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void run(String who, String... arguments) {
    try {
      Files.deleteIfExists(output(who));
      Files.createFile(output(who));
      jvms.put(who, Jvm.start(output(who), List.of(arguments)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path output(String who) {
    return directory.resolve(who);
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Math.min(free.getLocalPort(), 65_500);
    }
  }
}
