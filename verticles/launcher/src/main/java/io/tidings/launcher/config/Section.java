package io.tidings.launcher.config;

import java.util.Objects;

/**
 * A named group of settings and the record they are read into.
 *
 * @param name what the keys begin with: lower-case words joined by {@code -}
 * @param type a record whose components all carry {@link io.tidings.config.Setting}
 */
public record Section<C extends Record>(String name, Class<C> type) {

  public Section {
    Objects.requireNonNull(type, "type");
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "section name '" + name + "' is not lower-case words joined by '-'");
    }
  }
}
