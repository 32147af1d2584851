package io.tidings.log.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OptionsTest {

  @Test
  void defaults_are_the_documented_ones() {
    Options options = Options.defaults();

    assertThat(options.binariesDirectory()).isEmpty();
    assertThat(options.database()).isEqualTo("tidings");
    assertThat(options.port()).isZero();
    assertThat(options.maxConnections()).isEqualTo(50);
    assertThat(options.startupTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.settings()).isEmpty();
  }

  @Test
  void each_option_changes_itself_only() {
    Options options =
        Options.defaults()
            .withBinaries(Binaries.fromJar(Path.of("a.jar")))
            .withBinariesDirectory(Path.of("b"))
            .withDatabase("c")
            .withPort(5)
            .withMaxConnections(6)
            .withStartupTimeout(Duration.ofSeconds(7))
            .withSettings(Map.of("work_mem", "8MB"));

    assertThat(options.binaries()).hasToString(Binaries.fromJar(Path.of("a.jar")).toString());
    assertThat(options.binariesDirectory()).contains(Path.of("b"));
    assertThat(options.database()).isEqualTo("c");
    assertThat(options.port()).isEqualTo(5);
    assertThat(options.maxConnections()).isEqualTo(6);
    assertThat(options.startupTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(options.settings()).isEqualTo(Map.of("work_mem", "8MB"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fsync", "FSYNC", "full-page-writes", "listen_addresses", "port", "hba_file"})
  void settings_that_guard_the_log_cannot_be_changed(String name) {
    assertThatThrownBy(() -> Options.defaults().withSettings(Map.of(name, "off")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void impossible_values_are_named() {
    Options options = Options.defaults();
    assertThatThrownBy(() -> options.withDatabase("x\"; drop")).hasMessageContaining("x\"; drop");
    assertThatThrownBy(() -> options.withPort(70_000)).hasMessageContaining("70000");
    assertThatThrownBy(() -> options.withMaxConnections(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> options.withStartupTimeout(Duration.ZERO))
        .hasMessageContaining("PT0S");
  }

  @Test
  void a_callers_setting_wins_over_ours_and_never_over_durability() {
    Options options = Options.defaults().withSettings(Map.of("shared_buffers", "16MB"));

    assertThat(Settings.arguments(5432, options))
        .contains("shared_buffers=16MB", "fsync=on", "port=5432", "max_connections=50")
        .doesNotContain("shared_buffers=128MB");
  }
}
