package io.tidings.examples.orders.story;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every JVM of the example is killed, twice, while orders come in. */
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrashIT {

  private static final List<String> SERVICES = List.of("payment", "inventory", "mail", "counter");

  private static final List<String> STORY =
      List.of(
          "orders.order-placed",
          "orders.payment-taken",
          "orders.stock-reserved",
          "orders.confirmation-mailed");

  private static final String TYPES =
      "select stream, string_agg(type, ' ' order by version) as types from tidings.event"
          + " where category = 'order' group by stream";

  private final String name = "--cluster.name=test-" + UUID.randomUUID();
  private final Map<String, Jvm> jvms = new LinkedHashMap<>();
  private Path directory;
  private String clusterPort;
  private String httpPort;
  private String database;
  private int orders;

  /** In a directory that an embedded server which runs as {@code nobody} may pass. */
  @BeforeEach
  void start() throws IOException {
    directory = Files.createTempDirectory("tidings-orders-").toRealPath();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    clusterPort = "--cluster.port=" + freePort();
    httpPort = Integer.toString(freePort());
    run("server", "-cp", classPath(), "io.tidings.node.EmbeddedServer", data());
    Jvm.awaitLine(output("server"), "Tidings embedded server ready");
    database = Files.readString(Path.of(data(), "uri")).strip();
    startNode();
    SERVICES.forEach(this::startService);
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
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

  @Test
  void C1_C2_C3_every_order_ends_paid_reserved_and_mailed_and_is_counted_once() throws Exception {
    for (int round = 0; round < 2; round++) {
      for (String service : SERVICES) {
        place(20);
        jvms.get(service).kill();
        place(20);
        startService(service);
      }
      place(20);
      jvms.get("node").kill();
      startNode();
    }
    place(20);

    await()
        .atMost(120, SECONDS)
        .untilAsserted(
            () ->
                assertThat(streams())
                    .hasSize(orders)
                    .allSatisfy((order, types) -> assertThat(types).isEqualTo(STORY)));
    await().atMost(60, SECONDS).untilAsserted(() -> assertThat(counted()).isEqualTo(orders));
    System.out.printf("%d orders placed, paid, reserved, mailed, and counted%n", orders);
  }

  private void place(int count) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < count; n++) {
      String order = "K" + orders++;
      lines.append(
          """
          {"specversion":"1.0","id":"%s","source":"/shop","type":"orders.order-placed",\
          "subject":"order-%s","data":{"orderId":"%s","customerId":"C%d","total":9.90}}
          """
              .formatted(order, order, order, orders % 7));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/v1/events"))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines.toString()))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private Map<String, List<String>> streams() throws SQLException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TYPES)) {
      while (rows.next()) {
        found.put(rows.getString("stream"), List.of(rows.getString("types").split(" ")));
      }
    }
    return found;
  }

  private long counted() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select coalesce(sum(orders), 0) from orders_counted")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    URI uri = URI.create(database);
    String[] account = uri.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath()),
        account[0],
        account[1]);
  }

  private void startNode() {
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
        name,
        clusterPort);
    Jvm.awaitLine(output("node"), "Tidings node ready");
  }

  private void startService(String service) {
    Path jar = Path.of("..", service, "target", "orders-" + service + ".jar");
    assertThat(jar).as("made by mvn package").matches(Files::exists);
    List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString(), name, clusterPort));
    if (service.equals("counter")) {
      arguments.add("--postgres.uri=" + database);
    }
    run(service, arguments.toArray(String[]::new));
    Jvm.awaitLine(output(service), "Tidings node ");
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
