package io.tidings.launcher.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The list of all settings for {@code --help}. */
public final class SettingsHelp {

  private static final int WIDTH = 96;
  private static final String INDENT = " ".repeat(6);

  private SettingsHelp() {}

  /** Each setting's option, kind, default, environment variable and explanation, by section. */
  public static String of(List<Section<?>> sections) {
    Schema schema = new Schema(sections);
    return schema.sections().stream()
        .filter(section -> !schema.definitions(section).isEmpty())
        .map(section -> section(section, schema.definitions(section)))
        .collect(Collectors.joining("\n"));
  }

  private static String section(Section<?> section, List<Definition> definitions) {
    return definitions.stream()
        .map(SettingsHelp::setting)
        .collect(Collectors.joining("", "Section " + section.name() + "\n", ""));
  }

  private static String setting(Definition definition) {
    List<String> lines = new ArrayList<>();
    String alias = definition.alias().map(name -> "--" + name + ", ").orElse("");
    lines.add("  %s--%s %s".formatted(alias, definition.key(), kind(definition)));
    lines.addAll(wrapped(definition.setting().help()));
    lines.add(INDENT + defaultLine(definition) + "; " + definition.environmentName());
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String kind(Definition definition) {
    Class<?> type = definition.valueType();
    if (definition.isList()) {
      return "VALUE,VALUE...";
    } else if (type.isEnum()) {
      return String.join("|", ValueParser.names(type));
    } else if (definition.setting().bytes()) {
      return "BYTES";
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long", "Long", "double", "Double" -> "NUMBER";
      case "boolean", "Boolean" -> "[true|false]";
      case "Duration" -> "DURATION";
      case "Path" -> "PATH";
      default -> "TEXT";
    };
  }

  private static String defaultLine(Definition definition) {
    String value = definition.setting().value();
    if (!value.isEmpty()) {
      return "default " + definition.shown(value);
    }
    return definition.mayBeEmpty() ? "no default" : "must be given";
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : text.split("\\s+")) {
      if (line.length() + word.length() >= WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(INDENT);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines.stream().filter(one -> !one.isBlank()).toList();
  }
}
