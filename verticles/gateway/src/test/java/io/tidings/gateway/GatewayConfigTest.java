package io.tidings.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.config.Setting;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GatewayConfigTest {

  @Test
  void the_defaults_in_code_are_those_of_the_settings() {
    for (RecordComponent component : GatewayConfig.class.getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      assertThat(setting.help()).as(component.getName()).isNotBlank();
      assertThat(written(setting, Configs.value(component)))
          .as(component.getName())
          .isEqualTo(setting.value());
    }
  }

  private static String written(Setting setting, Object value) {
    if (value.equals(Optional.empty())) {
      return "";
    } else if (value instanceof Duration duration) {
      return duration.toSeconds() + "s";
    } else if (setting.bytes()) {
      long bytes = ((Number) value).longValue();
      return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
    }
    return value.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "::",
        "192.168.1.5",
        "example.org",
        "127.example.org",
        "1",
        "[::1]",
        ""
      })
  void a_host_that_others_reach_is_refused(String host) {
    assertThatThrownBy(() -> Configs.with("host", host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("host is '" + host + "'")
        .hasMessageContaining("allow-insecure");
  }

  @Test
  void a_host_that_others_reach_is_taken_if_that_is_said_to_be_wanted() {
    assertThat(Configs.with("host", "0.0.0.0", "allowInsecure", true).host()).isEqualTo("0.0.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.53", "localhost", "::1", "0:0:0:0:0:0:0:1"})
  void a_loopback_host_is_taken(String host) {
    assertThat(Configs.with("host", host).host()).isEqualTo(host);
  }

  @Test
  void a_bad_value_is_named() {
    assertThatThrownBy(() -> Configs.with("maxReads", 0))
        .hasMessage("max-reads is 0: give 1 or more");
    assertThatThrownBy(() -> Configs.with("heartbeat", Duration.ofMinutes(2)))
        .hasMessageStartingWith("heartbeat is PT2M");
    assertThatThrownBy(() -> Configs.with("port", 70_000))
        .hasMessage("port is 70000: give 0 to 65535");
  }
}
