package io.tidings.launcher;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MainIT {

  private static final String ECHO = "io.tidings.launcher.EchoRole";
  private static final String HELLO = "io.tidings.launcher.HelloVerticle";

  @TempDir Path directory;

  @Test
  void a_refused_configuration_is_explained_at_once_with_status_2() throws Exception {
    try (ChildNode node =
        node(Map.of("TIDINGS_ECHO_PORT", "x"), "--echo.pasword=hush", "--cluster.port=0")) {
      assertThat(node.end()).isEqualTo(2);
      assertThat(node.errors())
          .isEqualTo(
              """
              Tidings: configuration refused:
                unknown option --echo.pasword; did you mean --echo.password?
                echo.port: 'x' is not a whole number such as 0 (environment TIDINGS_ECHO_PORT)
                cluster.port: port 0 is not between 1 and 65520 (--cluster.port)
              """);
      assertThat(node.output()).isEmpty();
    }
  }

  @Test
  void nothing_to_run_and_classes_that_are_not_there_are_refused_with_status_2() throws Exception {
    try (ChildNode node = ChildNode.start(directory, Map.of())) {
      assertThat(node.end()).isEqualTo(2);
      assertThat(node.errors()).startsWith("Tidings: nothing to run: give --deploy CLASS");
    }
    try (ChildNode node = ChildNode.start(directory, Map.of(), "--deploy", "orders.Mail")) {
      assertThat(node.end()).isEqualTo(2);
      assertThat(node.errors()).isEqualTo("Tidings: class orders.Mail is not on the class path\n");
    }
  }

  @Test
  void help_version_and_configuration_are_printed_without_starting_anything() throws Exception {
    try (ChildNode node = node(Map.of(), "--help")) {
      assertThat(node.end()).isZero();
      assertThat(node.output())
          .contains("--print-config", "--port, --echo.port NUMBER", "TIDINGS_CLUSTER_BUS_PORT");
    }
    try (ChildNode node = node(Map.of("TIDINGS_ECHO_PASSWORD", "hush"), "--print-config")) {
      assertThat(node.end()).isZero();
      assertThat(node.output())
          .contains("password: \"***\"  # environment TIDINGS_ECHO_PASSWORD")
          .contains("cluster:\n  mode: local  # default")
          .doesNotContain("hush");
    }
    try (ChildNode node = node(Map.of(), "--version")) {
      assertThat(node.end()).isZero();
      assertThat(node.output()).matches("Tidings \\d+\\.\\d+\\.\\d+\\S*, Java .*\n");
    }
  }

  @Test
  void a_node_tells_where_it_is_and_ends_with_status_0_when_told_to() throws Exception {
    try (ChildNode node = node(Map.of(), "--deploy", HELLO, "--cluster.mode=none")) {
      String url = node.ready().replace("Tidings node ready: ", "");

      String report = get(url);
      assertThat(report).contains("\"outcome\":\"UP\"", "jvm_memory_used_bytes", "vertx_http");
      assertThat(node.output()).contains("hello, BusEventLog\n");

      assertThat(node.terminate().end()).isZero();
      assertThat(node.output()).endsWith("good bye\n");
      assertThat(node.errors()).doesNotContain(" WARN ", " ERROR ");
    }
  }

  @Test
  void a_clustered_node_is_ready_leaves_and_ends_with_status_0() throws Exception {
    try (ChildNode node = node(Map.of(), "--cluster.name=test-" + UUID.randomUUID())) {
      String url = node.ready().replace("Tidings node ready: ", "");

      assertThat(get(url)).contains("\"id\":\"cluster\",\"status\":\"UP\"");
      assertThat(node.terminate().end()).isZero();
      assertThat(node.errors()).doesNotContain(" WARN ", " ERROR ");
    }
  }

  @Test
  void a_role_that_refuses_to_start_ends_the_node_with_status_1_and_one_line() throws Exception {
    try (ChildNode node = alone("--deploy", HELLO, "--echo.trouble=refuses")) {
      assertThat(node.end()).isEqualTo(1);
      assertThat(node.errors())
          .isEqualTo(
              "Tidings: node failed to start: echo: the moon is in the wrong place; wait for the"
                  + " next one\n");
      assertThat(node.output()).isEmpty();
    }
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ChildNode node = alone("--port=" + taken.getLocalPort())) {
      assertThat(node.end()).isEqualTo(1);
      assertThat(node.errors())
          .startsWith("Tidings: node failed to start: echo: ")
          .contains("Address already in use")
          .hasLineCount(1);
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ChildNode node =
            node(
                Map.of(),
                "--cluster.mode=hosts",
                "--cluster.members=127.0.0.1",
                "--cluster.port=" + taken.getLocalPort())) {
      assertThat(node.end()).isEqualTo(1);
      assertThat(node.errors())
          .contains("Tidings: node failed to start: cluster: ")
          .contains("Port [" + taken.getLocalPort() + "] is already in use");
    }
  }

  @Test
  void a_start_that_hangs_is_given_up() throws Exception {
    try (ChildNode node = alone("--echo.trouble=hangs-at-start", "--node.start-timeout=300ms")) {
      assertThat(node.end()).isEqualTo(1);
      assertThat(node.errors())
          .isEqualTo("Tidings: node failed to start: echo did not start within PT0.3S\n");
    }
  }

  @Test
  void a_stop_that_hangs_is_cut_short_with_status_1() throws Exception {
    try (ChildNode node = alone("--echo.trouble=hangs-at-stop", "--node.shutdown-timeout=1s")) {
      node.ready();

      assertThat(node.terminate().end()).isEqualTo(1);
      assertThat(node.errors()).contains("Not stopped within PT1S (stopping echo)");
    }
  }

  private ChildNode alone(String... arguments) throws IOException {
    return node(
        Map.of(),
        Stream.concat(Stream.of("--cluster.mode=none"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private ChildNode node(Map<String, String> environment, String... arguments) throws IOException {
    return ChildNode.start(
        directory,
        environment,
        Stream.concat(Stream.of("--deploy", ECHO), Stream.of(arguments)).toArray(String[]::new));
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), ofString())
        .body();
  }
}
