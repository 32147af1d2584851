package io.tidings.launcher.config;

import java.util.List;

/** A value as it was written, and where: {@code tidings.yaml:12}, {@code --gateway.port}. */
record Given(List<String> texts, boolean isList, String origin) {

  Given {
    texts = List.copyOf(texts);
  }

  static Given text(String text, String origin) {
    return new Given(List.of(text), false, origin);
  }

  static Given list(List<String> texts, String origin) {
    return new Given(texts, true, origin);
  }

  String text() {
    return String.join(",", texts);
  }
}
