package io.tidings.launcher.config;

import io.tidings.config.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One setting: everything that is known of it before a value is given. */
record Definition(String section, String component, Type type, Setting setting) {

  /** Stands wherever a secret would. */
  static final String MASK = "***";

  static Definition of(String section, RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(
          "%s.%s has no @Setting".formatted(component.getDeclaringRecord(), component.getName()));
    }
    return new Definition(section, component.getName(), component.getGenericType(), setting);
  }

  String key() {
    return section + "." + name();
  }

  /** The key without its section. */
  String name() {
    return Names.kebab(component);
  }

  String environmentName() {
    return "TIDINGS_" + key().replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  Optional<String> alias() {
    return Optional.of(setting.alias()).filter(alias -> !alias.isEmpty());
  }

  boolean isOptional() {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
  }

  boolean isList() {
    return type instanceof ParameterizedType generic && generic.getRawType() == List.class;
  }

  /** The type of a value that is there: of an {@code Optional}, what it holds. */
  Class<?> valueType() {
    Type plain =
        type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
    return (Class<?>) plain;
  }

  /** Whether the empty text says something: nothing there, or a text that is empty. */
  boolean mayBeEmpty() {
    return isOptional() || isList() || valueType() == String.class;
  }

  /** A value that would be right, for messages. */
  String example() {
    return setting.value().isEmpty() ? "1" : setting.value();
  }

  Given defaultValue() {
    return Given.text(setting.value(), "default");
  }

  String shown(String value) {
    return setting.secret() ? MASK : value;
  }
}
