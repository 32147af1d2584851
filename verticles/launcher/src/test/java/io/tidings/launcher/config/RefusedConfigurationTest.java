package io.tidings.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations that are refused, and what is said about them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedConfigurationTest extends ConfigurationFixture {

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
