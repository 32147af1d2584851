package io.tidings.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.ConfigurationException;
import io.tidings.launcher.config.Sources;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.tail.TailConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeConfigTest {

  @Test
  void all_defaults() {
    assertThat(Configuration.defaults(NodeConfig.class))
        .isEqualTo(
            new NodeConfig(Duration.ofMinutes(1), Duration.ofMillis(250), Duration.ofSeconds(20)));
    assertThat(Configuration.defaults(BusLogConfig.class)).isEqualTo(BusLogConfig.defaults());
    assertThat(Configuration.defaults(TailConfig.class)).isEqualTo(TailConfig.defaults());
  }

  @Test
  void all_keys() {
    assertThat(
            read("--node.start-timeout=1s", "--node.drain-delay=2s", "--node.shutdown-timeout=3s"))
        .isEqualTo(
            new NodeConfig(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)));
  }

  @Test
  void a_shutdown_that_has_no_time_left_after_draining_is_refused() {
    assertThatThrownBy(() -> read("--node.drain-delay=30s"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "node.shutdown-timeout: shutdown-timeout PT20S leaves no time after drain-delay PT30S"
                + " (default)");
  }

  private static NodeConfig read(String... arguments) {
    Sources sources = new Sources(Optional.empty(), Map.of(), List.of(arguments), Set.of());
    return Configuration.read(List.of(NodeConfig.SECTION), sources).get(NodeConfig.SECTION);
  }
}
