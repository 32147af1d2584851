package io.tidings.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.launcher.config.MailConfig.Sending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigurationTest extends ConfigurationFixture {

  @Test
  void every_setting_has_the_default_that_its_record_names() {
    assertThat(Configuration.defaults(MailConfig.class))
        .isEqualTo(
            new MailConfig(
                "127.0.0.1",
                8080,
                1 << 20,
                0.5,
                false,
                Duration.ofSeconds(5),
                Sending.IN_ORDER,
                Path.of("spool/mail"),
                Optional.empty(),
                List.of("a", "b"),
                "",
                Optional.empty()));
  }

  @Test
  void every_setting_is_read_from_yaml() throws IOException {
    Path file =
        file(
            "mail.yaml",
            """
            mail:
              host: "::1"
              port: 25
              max-mail-bytes: 64KiB
              ratio: 0.75
              open-relay: true
              timeout: PT0.25S
              sending: at-once
              spool: /var/spool
              retention: 2m
              relays:
                - one,two
                - three
              password: "hush"
              token: 0123
            """);
    assertThat(read(file, Map.of()))
        .isEqualTo(
            new MailConfig(
                "::1",
                25,
                65_536,
                0.75,
                true,
                Duration.ofMillis(250),
                Sending.AT_ONCE,
                Path.of("/var/spool"),
                Optional.of(Duration.ofMinutes(2)),
                List.of("one,two", "three"),
                "hush",
                Optional.of("0123")));
  }

  @Test
  void later_layers_win() throws IOException {
    Path file = file("mail.properties", "mail.host=file\nmail.port=1\nmail.password=file\n");
    Map<String, String> environment = Map.of("TIDINGS_MAIL_PORT", "2", "TIDINGS_MAIL_HOST", "env");

    MailConfig config = read(file, environment, "--port", "3");

    assertThat(config.password()).isEqualTo("file");
    assertThat(config.host()).isEqualTo("env");
    assertThat(config.port()).isEqualTo(3);
  }

  @Test
  void options_are_written_with_an_equals_sign_or_a_space_and_switches_alone() {
    MailConfig config =
        read(null, Map.of(), "--mail.host=there", "--mail.open-relay", "--mail.relays", "x, y");

    assertThat(config.host()).isEqualTo("there");
    assertThat(config.openRelay()).isTrue();
    assertThat(config.relays()).containsExactly("x", "y");
    assertThat(read(null, Map.of(), "--mail.open-relay", "false").openRelay()).isFalse();
  }

  @Test
  void an_empty_variable_takes_an_optional_value_away() throws IOException {
    Path file = file("mail.yml", "mail: {retention: PT1H, relays: [a]}");

    MailConfig config = read(file, Map.of("TIDINGS_MAIL_RETENTION", "", "TIDINGS_MAIL_RELAYS", ""));

    assertThat(config.retention()).isEmpty();
    assertThat(config.relays()).isEmpty();
  }

  @Test
  void variables_of_others_are_left_alone() {
    assertThat(read(null, Map.of("PATH", "/bin", "MAIL_PORT", "x")).port()).isEqualTo(8080);
  }

  @Test
  void the_printed_configuration_says_where_values_come_from_and_reads_back_the_same()
      throws IOException {
    Path file = file("mail.yaml", "mail:\n  relays: ['null', '1: 2']\n  spool: 'a b'\n");
    Configuration configuration = configuration(file, Map.of("TIDINGS_MAIL_PORT", "1"));

    String printed = configuration.toYaml();

    assertThat(printed)
        .startsWith("mail:\n  host: \"127.0.0.1\"  # default\n  port: 1  # environment TIDINGS_")
        .contains("  timeout: PT5S  # default\n")
        .contains("  relays: [\"null\", \"1: 2\"]  # mail.yaml:2\n");
    assertThat(read(file("printed.yaml", printed), Map.of()))
        .isEqualTo(configuration.get(MailConfig.SECTION));
  }

  @Test
  void the_help_lists_every_setting_with_default_and_variable() {
    assertThat(SettingsHelp.of(List.of(MailConfig.SECTION)))
        .contains(
            """
              --port, --mail.port NUMBER
                  The port to listen on.
                  default 8080; TIDINGS_MAIL_PORT
            """)
        .contains("--mail.sending in-order|at-once\n", "--mail.password TEXT\n      no default;");
  }
}
