package io.tidings.launcher.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/**
 * Reads {@code key=value} lines as {@link Properties} does, which alone would neither say on which
 * line a key stands nor notice that it stands there twice.
 */
final class PropertiesSettings {

  private PropertiesSettings() {}

  static void read(String text, FileSettings file) throws IOException {
    StringBuilder logical = new StringBuilder();
    int number = 0;
    int first = 1;
    for (String line : text.lines().toList()) {
      number++;
      if (logical.isEmpty()) {
        first = number;
      }
      logical.append(line).append('\n');
      if (!isContinued(line) || isComment(logical)) {
        entry(logical.toString(), first, file);
        logical.setLength(0);
      }
    }
    entry(logical.toString(), first, file);
  }

  private static void entry(String logical, int line, FileSettings file) throws IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(logical));
    } catch (IllegalArgumentException e) {
      file.problem(line, "a \\u escape is not four hexadecimal digits");
    }
    for (String key : one.stringPropertyNames()) {
      file.value(key, Given.text(one.getProperty(key), file.origin(line)));
    }
  }

  private static boolean isContinued(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static boolean isComment(CharSequence line) {
    String text = line.toString().strip();
    return text.startsWith("#") || text.startsWith("!");
  }
}
