package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The environment that the manifests give to the container of a node. */
final class PodEnvironment {

  static final Path MANIFESTS = Path.of("../../cluster-config/kubernetes");

  /** What stands for the address of the pod. */
  static final String ADDRESS = "10.1.2.3";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private PodEnvironment() {}

  static Map<String, String> read() throws IOException {
    List<JsonNode> resources = resources();
    JsonNode container =
        only(resources, "Deployment", "tidings").at("/spec/template/spec/containers/0");
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode from : container.get("envFrom")) {
      String name = from.at("/configMapRef/name").asText();
      only(resources, "ConfigMap", name)
          .get("data")
          .properties()
          .forEach(setting -> environment.put(setting.getKey(), setting.getValue().asText()));
    }
    for (JsonNode variable : container.get("env")) {
      environment.put(variable.get("name").asText(), value(variable));
    }
    return environment;
  }

  private static String value(JsonNode variable) {
    JsonNode from = variable.path("valueFrom");
    if (from.has("secretKeyRef")) {
      return "a secret";
    } else if (from.at("/fieldRef/fieldPath").asText().equals("status.podIP")) {
      return ADDRESS;
    }
    assertThat(variable.path("value").isTextual()).as(variable.toString()).isTrue();
    return variable.get("value").asText();
  }

  private static List<JsonNode> resources() throws IOException {
    List<JsonNode> resources = new ArrayList<>();
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      for (Path file : files.toList()) {
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll(resources);
      }
    }
    return resources;
  }

  private static JsonNode only(List<JsonNode> resources, String kind, String name) {
    List<JsonNode> found =
        resources.stream()
            .filter(one -> one.path("kind").asText().equals(kind))
            .filter(one -> one.at("/metadata/name").asText().equals(name))
            .toList();
    assertThat(found).as(kind + " " + name).hasSize(1);
    return found.get(0);
  }
}
