package io.tidings.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.config.Setting;
import io.tidings.launcher.config.MailConfig.Sending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigurationTest {

  @TempDir Path directory;

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
  void unknown_keys_are_refused_in_every_layer_with_the_nearest_known_one() throws IOException {
    Path file = file("mail.yaml", "mail:\n  prt: 1\nmial:\n  host: x\n");

    assertThat(problems(file, Map.of("TIDINGS_MAIL_PROT", "1"), "--mail.hots", "x", "--prot=1"))
        .containsExactly(
            "mail.yaml:2: unknown key mail.prt; did you mean mail.port?",
            "mail.yaml:4: unknown key mial.host; did you mean mail.host?",
            "unknown environment variable TIDINGS_MAIL_PROT; did you mean TIDINGS_MAIL_PORT?",
            "unknown option --mail.hots; did you mean --mail.host?",
            "unknown option --prot; did you mean --port?");
  }

  @Test
  void a_key_without_its_section_and_one_like_no_other_get_advice_too() throws IOException {
    Path file = file("mail.yaml", "timeout: 5s\nsomething-else-entirely: 1\n");

    assertThat(problems(file, Map.of()))
        .containsExactly(
            "mail.yaml:1: unknown key timeout; did you mean mail.timeout?",
            "mail.yaml:2: unknown key something-else-entirely; --help lists what there is");
  }

  @Test
  void the_callers_own_names_are_known() {
    Sources sources =
        new Sources(
            Optional.empty(),
            Map.of("TIDINGS_CONFIG", "x"),
            List.of("--verison"),
            Set.of("TIDINGS_CONFIG", "version"));
    assertThat(problems(sources))
        .containsExactly("unknown option --verison; did you mean --version?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port           | eighty  | is not a whole number such as 8080
          port           | 3000000000 | is beyond 2147483647
          max-mail-bytes | 1MB     | is not a size such as 65536, 64KiB or 1MiB
          max-mail-bytes | 99999999999GiB | is more bytes than there can be
          ratio          | 1,5     | is not a number such as 0.5
          open-relay     | yes     | is neither true nor false
          timeout        | 5       | is not a duration such as 250ms, 5s, 2m or PT5S
          sending        | IN_ORDER | is not one of in-order, at-once
          retention      | soon    | is not a duration such as 250ms, 5s, 2m or PT5S
          """)
  void a_value_that_cannot_be_read_is_named_with_its_source(
      String name, String value, String reason) {
    assertThat(problems(null, Map.of(), "--mail." + name, value))
        .containsExactly("mail.%s: '%s' %s (--mail.%s)".formatted(name, value, reason, name));
  }

  @Test
  void all_problems_are_reported_at_once() throws IOException {
    Path file = file("mail.yaml", "mail:\n  port: x\n  ratio: [1, 2]\n  host: {name: x}\n");

    assertThat(problems(file, Map.of("TIDINGS_MAIL_TIMEOUT", ""), "stray", "--mail.spool"))
        .containsExactly(
            "mail.yaml:4: mail.host: a value is expected, not a mapping",
            "argument 1 is not the value of an option; options begin with --",
            "--mail.spool needs a value: --mail.spool VALUE",
            "mail.port: 'x' is not a whole number such as 8080 (mail.yaml:2)",
            "mail.ratio: '1,2' is a list; one value is expected (mail.yaml:3)",
            "mail.timeout: the value is empty (environment TIDINGS_MAIL_TIMEOUT)");
  }

  @Test
  void what_the_record_refuses_is_reported_with_the_key() {
    assertThat(problems(null, Map.of(), "--port", "70000"))
        .containsExactly("mail.port: port 70000 is not between 0 and 65535 (--port)");
    assertThat(problems(null, Map.of(), "--mail.open-relay", "--mail.ratio", "0.95"))
        .containsExactly("mail: an open relay takes a ratio of at most 0.9");
  }

  @Test
  void a_value_given_twice_in_one_layer_is_refused() {
    assertThat(problems(null, Map.of(), "--port", "1", "--mail.port", "2"))
        .containsExactly("mail.port is given twice, by --port and by --mail.port; keep one");
  }

  @Test
  void secrets_never_show() {
    String secret = "correct horse battery staple";
    Map<String, String> environment = Map.of("TIDINGS_MAIL_PASSWORD", secret);

    assertThat(problems(null, environment))
        .containsExactly(
            "mail.password: password '***' is too long for the server"
                + " (environment TIDINGS_MAIL_PASSWORD)");
    assertThat(problems(null, Map.of(), "--mail.password", "correct", "horse"))
        .noneMatch(problem -> problem.contains("horse"));
    assertThat(configuration(null, Map.of("TIDINGS_MAIL_TOKEN", "t0ken")).toYaml())
        .contains("token: \"***\"  # environment TIDINGS_MAIL_TOKEN")
        .doesNotContain("t0ken");
  }

  @Test
  void a_service_link_of_kubernetes_is_called_by_its_name() {
    assertThat(problems(null, Map.of("TIDINGS_MAIL_PORT", "tcp://10.0.0.7:25")))
        .singleElement()
        .asString()
        .contains("TIDINGS_MAIL_PORT", "enableServiceLinks: false");
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

  record Required(@Setting int port) {}

  @Test
  void a_setting_without_default_must_be_given() {
    List<Section<?>> sections = List.of(new Section<>("need", Required.class));
    assertThatThrownBy(() -> Configuration.read(sections, Sources.none()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("need.port must be given, by --need.port, by TIDINGS_NEED_PORT or in the file");
  }

  record Bare(int port) {}

  @Test
  void records_that_cannot_be_read_are_programming_errors() {
    assertThatThrownBy(() -> Configuration.defaults(Bare.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("port has no @Setting");
    List<Section<?>> twins = List.of(MailConfig.SECTION, new Section<>("post", MailConfig.class));
    assertThatThrownBy(() -> Configuration.read(twins, Sources.none()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mail.port and post.port share the name port");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Sources sources(Path file, Map<String, String> environment, String... arguments) {
    return new Sources(Optional.ofNullable(file), environment, List.of(arguments), Set.of());
  }

  private static Configuration configuration(
      Path file, Map<String, String> environment, String... arguments) {
    return Configuration.read(List.of(MailConfig.SECTION), sources(file, environment, arguments));
  }

  private static MailConfig read(Path file, Map<String, String> environment, String... arguments) {
    return configuration(file, environment, arguments).get(MailConfig.SECTION);
  }

  private static List<String> problems(
      Path file, Map<String, String> environment, String... arguments) {
    return problems(sources(file, environment, arguments));
  }

  private static List<String> problems(Sources sources) {
    return catchThrowableOfType(
            ConfigurationException.class,
            () -> Configuration.read(List.of(MailConfig.SECTION), sources))
        .problems();
  }
}
