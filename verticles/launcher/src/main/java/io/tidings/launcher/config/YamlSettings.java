package io.tidings.launcher.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one YAML document of nested mappings. Scalars are taken as they stand in the file, so that
 * {@code 0.10}, {@code no} and {@code 08080} mean what the setting's type says, not what YAML would
 * guess. Anchors and aliases are refused.
 */
final class YamlSettings {

  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
          .build();

  private final YAMLParser parser;
  private final FileSettings file;

  private YamlSettings(YAMLParser parser, FileSettings file) {
    this.parser = parser;
    this.file = file;
  }

  static void read(String text, FileSettings file) throws IOException {
    try (YAMLParser parser = YAML.createParser(text)) {
      new YamlSettings(parser, file).document();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      file.problem(line, firstLine(e.getOriginalMessage()));
    }
  }

  private static String firstLine(String message) {
    return message.lines().map(String::strip).findFirst().orElse("is not YAML");
  }

  private void document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      file.problem(line(), "a mapping of sections is expected, such as 'gateway:'");
      return;
    }
    mapping("");
    if (parser.nextToken() != null) {
      file.problem(line(), "a second YAML document begins; one is expected");
    }
  }

  private void mapping(String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix + parser.currentName();
      parser.nextToken();
      value(key);
    }
  }

  private void value(String key) throws IOException {
    int line = line();
    if (parser.isCurrentAlias()) {
      file.problem(line, "%s: YAML aliases are not followed; write the value".formatted(key));
      return;
    }
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        if (file.isSetting(key)) {
          file.problem(line, "%s: a value is expected, not a mapping".formatted(key));
          parser.skipChildren();
        } else {
          mapping(key + ".");
        }
      }
      case START_ARRAY -> file.value(key, Given.list(items(key), file.origin(line)));
      case VALUE_NULL ->
          file.problem(line, "%s has no value; give one or drop the line".formatted(key));
      default -> file.value(key, Given.text(parser.getText(), file.origin(line)));
    }
  }

  private List<String> items(String key) throws IOException {
    List<String> items = new ArrayList<>();
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      if (!item.isScalarValue() || parser.isCurrentAlias()) {
        file.problem(line(), "%s: the items of a list are plain values".formatted(key));
        parser.skipChildren();
      } else {
        items.add(parser.getText());
      }
    }
    return items;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
