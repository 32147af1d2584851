package io.tidings.launcher.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tidings.launcher.config.Configuration.Resolved;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the effective configuration so that it can be read back, secrets apart. */
final class YamlText {

  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off");

  private YamlText() {}

  static String of(Schema schema, Map<String, Resolved> values) {
    return schema.sections().stream()
        .filter(section -> !schema.definitions(section).isEmpty())
        .map(section -> section(section, schema.definitions(section), values))
        .collect(Collectors.joining("\n"));
  }

  private static String section(
      Section<?> section, List<Definition> definitions, Map<String, Resolved> values) {
    return definitions.stream()
        .map(definition -> line(definition, values.get(definition.key())))
        .collect(Collectors.joining("", section.name() + ":\n", ""));
  }

  private static String line(Definition definition, Resolved resolved) {
    boolean masked = definition.setting().secret() && !isEmpty(resolved.value());
    String value = masked ? quoted(Definition.MASK) : text(resolved.value());
    return "  %s: %s  # %s%n".formatted(definition.name(), value, resolved.origin());
  }

  private static boolean isEmpty(Object value) {
    return value.equals("") || value.equals(Optional.empty());
  }

  private static String text(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(YamlText::text).orElse("\"\"");
    } else if (value instanceof List<?> list) {
      return list.stream().map(YamlText::text).collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Enum<?> constant) {
      return Names.kebab(constant.name());
    } else if (value instanceof String || value instanceof Path) {
      return scalar(value.toString());
    }
    return value.toString();
  }

  private static String scalar(String text) {
    boolean plain = text.matches("[A-Za-z][A-Za-z0-9._/-]*") && !WORDS.contains(text);
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
