package io.tidings.launcher.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All settings of a program, by each of the names they go by. */
final class Schema {

  private final List<Section<?>> sections;
  private final Map<String, Definition> byKey = new LinkedHashMap<>();
  private final Map<String, Definition> byOption = new LinkedHashMap<>();
  private final Map<String, Definition> byEnvironmentName = new LinkedHashMap<>();

  Schema(List<Section<?>> sections) {
    this.sections = List.copyOf(sections);
    for (Section<?> section : this.sections) {
      Arrays.stream(section.type().getRecordComponents())
          .map(component -> Definition.of(section.name(), component))
          .forEach(this::add);
    }
  }

  private void add(Definition definition) {
    put(byKey, definition.key(), definition);
    put(byOption, definition.key(), definition);
    definition.alias().ifPresent(alias -> put(byOption, alias, definition));
    put(byEnvironmentName, definition.environmentName(), definition);
  }

  private static void put(Map<String, Definition> names, String name, Definition definition) {
    Definition former = names.put(name, definition);
    if (former != null) {
      throw new IllegalStateException(
          "%s and %s share the name %s".formatted(former.key(), definition.key(), name));
    }
  }

  List<Section<?>> sections() {
    return sections;
  }

  List<Definition> definitions(Section<?> section) {
    return byKey.values().stream().filter(one -> one.section().equals(section.name())).toList();
  }

  Optional<Definition> key(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Optional<Definition> option(String option) {
    return Optional.ofNullable(byOption.get(option));
  }

  Optional<Definition> environmentName(String name) {
    return Optional.ofNullable(byEnvironmentName.get(name));
  }

  Set<String> keys() {
    return byKey.keySet();
  }

  Set<String> options() {
    return byOption.keySet();
  }

  Set<String> environmentNames() {
    return byEnvironmentName.keySet();
  }
}
