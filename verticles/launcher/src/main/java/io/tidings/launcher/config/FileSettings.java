package io.tidings.launcher.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a configuration file; its name's ending says how it is written. */
final class FileSettings {

  private final Path file;
  private final Schema schema;
  private final Layer layer;

  FileSettings(Path file, Schema schema, Layer layer) {
    this.file = file;
    this.schema = schema;
    this.layer = layer;
  }

  static Layer read(Path file, Schema schema, List<String> problems) {
    Layer layer = new Layer(problems);
    new FileSettings(file, schema, layer).read();
    return layer;
  }

  private void read() {
    String name = file.toString();
    try {
      if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        YamlSettings.read(Files.readString(file), this);
      } else if (name.endsWith(".properties")) {
        PropertiesSettings.read(Files.readString(file), this);
      } else {
        layer.problem(
            "configuration file %s: its name ends neither in .yaml nor in .properties"
                .formatted(file));
      }
    } catch (NoSuchFileException e) {
      layer.problem("configuration file %s does not exist".formatted(file));
    } catch (CharacterCodingException e) {
      layer.problem("configuration file %s is not UTF-8".formatted(file));
    } catch (IOException e) {
      layer.problem("configuration file %s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  String origin(int line) {
    return file.getFileName() + ":" + line;
  }

  boolean isSetting(String key) {
    return schema.key(key).isPresent();
  }

  void value(String key, Given given) {
    schema
        .key(key)
        .ifPresentOrElse(
            definition -> layer.add(definition, given),
            () ->
                layer.problem(
                    "%s: unknown key %s; %s"
                        .formatted(given.origin(), key, Names.advice("", key, schema.keys()))));
  }

  void problem(int line, String problem) {
    layer.problem(origin(line) + ": " + problem);
  }
}
