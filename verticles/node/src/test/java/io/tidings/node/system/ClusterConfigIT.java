package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tidings.chaos.process.ChildProcess;
import io.tidings.chaos.process.Jar;
import io.tidings.chaos.process.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in {@code cluster-config} for operators to start from is what a node takes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterConfigIT {

  private static final Path FILES = Path.of("../../cluster-config");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir Path logs;

  @ParameterizedTest
  @MethodSource("configuration_files")
  void a_node_on_one_of_several_machines_takes_the_file(Path file) throws IOException {
    JsonNode settings = settings(Map.of(), "--config", file.toString());

    assertThat(settings.at("/cluster/mode").asText()).isEqualTo("hosts");
    sharesDatabase(settings);
  }

  static List<Path> configuration_files() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(FILES)) {
      files =
          all.filter(file -> file.toString().matches(".*\\.(ya?ml|properties)"))
              .filter(file -> !file.startsWith(PodEnvironment.MANIFESTS))
              .toList();
    }
    assertThat(files).isNotEmpty();
    return files;
  }

  @Test
  void a_node_in_a_pod_takes_the_variables_of_the_manifests() throws IOException {
    JsonNode settings = settings(PodEnvironment.read());

    assertThat(settings.at("/cluster/mode").asText()).isEqualTo("kubernetes");
    assertThat(settings.at("/cluster/host").asText()).isEqualTo(PodEnvironment.ADDRESS);
    assertThat(settings.at("/gateway/host").asText()).isEqualTo("0.0.0.0");
    assertThat(settings.at("/postgres/password").asText()).isEqualTo("***");
    sharesDatabase(settings);
  }

  /** Or each node would have a log of its own. */
  private static void sharesDatabase(JsonNode settings) {
    assertThat(settings.at("/log/kind").asText()).isEqualTo("postgres");
    assertThat(settings.at("/postgres/host").asText()).isNotEmpty().isNotEqualTo("127.0.0.1");
  }

  /** What the node would run with, which refuses unknown settings and unfit ones with status 2. */
  private JsonNode settings(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("env"));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(ChildProcess.java("-jar", Jar.NODE.path(), "--print-config"));
    command.addAll(List.of(arguments));
    try (NodeProcess node = new NodeProcess(logs, command)) {
      assertThat(node.exit()).as(node.report()).isZero();
      return YAML.readTree(node.output());
    }
  }
}
