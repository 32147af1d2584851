package io.tidings.launcher.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings a program runs with, as records. Immutable.
 *
 * <p>A value is taken from the last of these that gives one: the default in {@link
 * io.tidings.config.Setting}, the configuration file, the environment, the command line.
 */
public final class Configuration {

  private final Schema schema;
  private final Map<String, Record> records;
  private final Map<String, Resolved> values;

  Configuration(Schema schema, Map<String, Record> records, Map<String, Resolved> values) {
    this.schema = schema;
    this.records = Map.copyOf(records);
    this.values = new LinkedHashMap<>(values);
  }

  /**
   * Reads all sections.
   *
   * @throws ConfigurationException with everything that is wrong in any of the sources: values that
   *     cannot be read or that a record refuses, and keys that nobody knows
   * @throws IllegalStateException if the records themselves are unusable: a component without
   *     {@code @Setting}, a default that its record refuses, two settings of one name
   */
  public static Configuration read(List<Section<?>> sections, Sources sources) {
    return new Resolution(new Schema(sections), sources).resolve();
  }

  /**
   * The record of one section, all defaults: for tests, and for programs that configure in code.
   */
  public static <C extends Record> C defaults(Class<C> type) {
    Section<C> section = new Section<>("defaults", type);
    return read(List.of(section), Sources.none()).get(section);
  }

  /** The section's record; the section is one of those that were read. */
  public <C extends Record> C get(Section<C> section) {
    return section
        .type()
        .cast(
            Optional.ofNullable(records.get(section.name()))
                .orElseThrow(() -> new IllegalArgumentException(section + " was not read")));
  }

  /**
   * A configuration file that says the same, each value with where it came from as a comment;
   * secrets are masked.
   */
  public String toYaml() {
    return YamlText.of(schema, values);
  }

  /** A value and where it came from. */
  record Resolved(Object value, String origin) {}
}
