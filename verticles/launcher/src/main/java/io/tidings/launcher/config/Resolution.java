package io.tidings.launcher.config;

import io.tidings.launcher.config.Configuration.Resolved;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the sources once and builds the records, collecting whatever is wrong on the way. */
final class Resolution {

  private final Schema schema;
  private final List<String> problems = new ArrayList<>();
  private final List<Layer> strongestFirst;
  private final Map<String, Resolved> values = new LinkedHashMap<>();
  private final Map<String, Record> records = new LinkedHashMap<>();

  Resolution(Schema schema, Sources sources) {
    this.schema = schema;
    this.strongestFirst = layers(sources);
  }

  private List<Layer> layers(Sources sources) {
    Layer file =
        sources
            .file()
            .map(path -> FileSettings.read(path, schema, problems))
            .orElseGet(() -> new Layer(problems));
    Layer environment =
        EnvironmentSettings.read(sources.environment(), schema, sources.otherNames(), problems);
    Layer commandLine =
        CommandLineSettings.read(sources.arguments(), schema, sources.otherNames(), problems);
    return List.of(commandLine, environment, file);
  }

  Configuration resolve() {
    schema.sections().forEach(this::section);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new Configuration(schema, records, values);
  }

  private void section(Section<?> section) {
    List<Definition> definitions = schema.definitions(section);
    definitions.forEach(this::value);
    if (definitions.stream().allMatch(one -> values.containsKey(one.key()))) {
      record(section, definitions);
    }
  }

  private void value(Definition definition) {
    Given given = given(definition);
    if (given.text().isEmpty() && !definition.mayBeEmpty()) {
      problems.add(missing(definition, given));
      return;
    }
    try {
      Object value = ValueParser.parse(definition, given);
      values.put(definition.key(), new Resolved(value, given.origin()));
    } catch (IllegalArgumentException e) {
      problems.add(
          "%s: '%s' %s (%s)"
              .formatted(
                  definition.key(),
                  definition.shown(given.text()),
                  e.getMessage(),
                  given.origin()));
    }
  }

  private static String missing(Definition definition, Given given) {
    return given.equals(definition.defaultValue())
        ? "%s must be given, by --%s, by %s or in the file"
            .formatted(definition.key(), definition.key(), definition.environmentName())
        : "%s: the value is empty (%s)".formatted(definition.key(), given.origin());
  }

  private Given given(Definition definition) {
    return strongestFirst.stream()
        .map(layer -> layer.value(definition))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(definition::defaultValue);
  }

  private void record(Section<?> section, List<Definition> definitions) {
    Object[] components = definitions.stream().map(one -> values.get(one.key()).value()).toArray();
    try {
      records.put(section.name(), construct(section.type(), components));
    } catch (IllegalArgumentException e) {
      problems.add(refusal(section, definitions, Objects.toString(e.getMessage(), "is refused")));
    }
  }

  private static Record construct(Class<? extends Record> type, Object[] components) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(type + " cannot be constructed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  /** The record's own words, with the key they are about if they begin with its component. */
  private String refusal(Section<?> section, List<Definition> definitions, String message) {
    String shown = withoutSecrets(definitions, message);
    return definitions.stream()
        .filter(
            one ->
                message.startsWith(one.component() + " ") || message.startsWith(one.name() + " "))
        .findFirst()
        .map(one -> "%s: %s (%s)".formatted(one.key(), shown, values.get(one.key()).origin()))
        .orElseGet(() -> section.name() + ": " + shown);
  }

  private String withoutSecrets(List<Definition> definitions, String message) {
    String shown = message;
    for (Definition definition : definitions) {
      String text = given(definition).text();
      if (definition.setting().secret() && !text.isEmpty()) {
        shown = shown.replace(text, Definition.MASK);
      }
    }
    return shown;
  }
}
