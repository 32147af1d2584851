package io.tidings.launcher.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Reads the configuration of a mailer from layers as the test gives them. */
abstract class ConfigurationFixture {

  @TempDir Path directory;

  Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  static Sources sources(Path file, Map<String, String> environment, String... arguments) {
    return new Sources(Optional.ofNullable(file), environment, List.of(arguments), Set.of());
  }

  static Configuration configuration(
      Path file, Map<String, String> environment, String... arguments) {
    return Configuration.read(List.of(MailConfig.SECTION), sources(file, environment, arguments));
  }

  static MailConfig read(Path file, Map<String, String> environment, String... arguments) {
    return configuration(file, environment, arguments).get(MailConfig.SECTION);
  }
}
