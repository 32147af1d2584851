package io.tidings.launcher.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the variables that begin with {@code TIDINGS_}; all others are somebody else's. */
final class EnvironmentSettings {

  private static final String PREFIX = "TIDINGS_";

  private EnvironmentSettings() {}

  /** {@code otherNames} are read elsewhere: known, but not settings. */
  static Layer read(
      Map<String, String> environment,
      Schema schema,
      Set<String> otherNames,
      List<String> problems) {
    Layer layer = new Layer(problems);
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && !otherNames.contains(name)) {
                read(name, value, schema, layer);
              }
            });
    return layer;
  }

  private static void read(String name, String value, Schema schema, Layer layer) {
    if (value.startsWith("tcp://")) {
      // The value that Kubernetes gives to TIDINGS_PORT when a service is named "tidings".
      layer.problem(
          "environment variable %s looks like a Kubernetes service link; set enableServiceLinks: false in the pod"
              .formatted(name));
      return;
    }
    schema
        .environmentName(name)
        .ifPresentOrElse(
            definition -> layer.add(definition, Given.text(value, "environment " + name)),
            () ->
                layer.problem(
                    "unknown environment variable %s; %s"
                        .formatted(name, Names.advice("", name, schema.environmentNames()))));
  }
}
