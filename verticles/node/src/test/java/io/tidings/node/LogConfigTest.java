package io.tidings.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.Section;
import io.tidings.launcher.config.Sources;
import io.tidings.node.LogConfig.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogConfigTest {

  private static final Section<LogConfig> LOG = new Section<>("log", LogConfig.class);

  @Test
  void without_settings_the_log_is_embedded_beside_the_caller() {
    assertThat(read()).isEqualTo(new LogConfig(Kind.AUTO, Path.of(".tidings"), 0));
  }

  @Test
  void the_short_options_are_those_of_the_scripts() {
    assertThat(read("--log", "memory", "--data", "/var/lib/tidings", "--log.embedded-port", "5433"))
        .isEqualTo(new LogConfig(Kind.MEMORY, Path.of("/var/lib/tidings"), 5433));
  }

  @Test
  void a_kind_of_log_that_there_is_not_and_a_port_out_of_range_are_refused() {
    assertThatThrownBy(() -> read("--log", "mysql"))
        .hasMessageContaining("mysql")
        .hasMessageContaining("memory");
    assertThatThrownBy(() -> read("--log.embedded-port", "65536")).hasMessageContaining("65536");
  }

  private static LogConfig read(String... arguments) {
    return Configuration.read(
            List.of(LOG), new Sources(Optional.empty(), Map.of(), List.of(arguments), Set.of()))
        .get(LOG);
  }
}
