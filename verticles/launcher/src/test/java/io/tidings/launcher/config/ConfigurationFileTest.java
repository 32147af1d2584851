package io.tidings.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigurationFileTest {

  @TempDir Path directory;

  @Test
  void yaml_keys_are_nested_or_dotted() throws IOException {
    assertThat(read("a.yaml", "mail.host: x\nmail:\n  port: 1\n"))
        .extracting(MailConfig::host, MailConfig::port)
        .containsExactly("x", 1);
  }

  @Test
  void an_empty_file_says_nothing() throws IOException {
    assertThat(read("a.yaml", "# nothing yet\n").port()).isEqualTo(8080);
    assertThat(read("a.properties", "").port()).isEqualTo(8080);
  }

  @Test
  void yaml_keys_that_stand_twice_are_refused() throws IOException {
    assertThat(problems("a.yaml", "mail:\n  port: 1\n  port: 2\n"))
        .containsExactly("a.yaml:3: Duplicate field 'port'");
    assertThat(problems("a.yaml", "mail:\n  port: 1\nmail.port: 2\n"))
        .containsExactly("mail.port is given twice, by a.yaml:2 and by a.yaml:3; keep one");
  }

  @Test
  void yaml_that_cannot_be_read_is_refused_with_its_line() throws IOException {
    assertThat(problems("a.yaml", "mail:\n  port: 1\n bad: [\n")).allMatch(this::namesALine);
    assertThat(problems("a.yaml", "- mail\n"))
        .containsExactly("a.yaml:1: a mapping of sections is expected, such as 'gateway:'");
    assertThat(problems("a.yaml", "mail:\n  host: &h x\n  password: *h\n"))
        .containsExactly("a.yaml:3: mail.password: YAML aliases are not followed; write the value");
    assertThat(problems("a.yaml", "mail:\n  host:\n  port: 1\n"))
        .containsExactly("a.yaml:2: mail.host has no value; give one or drop the line");
    assertThat(problems("a.yaml", "mail: {port: 1}\n---\nmail: {port: 2}\n"))
        .containsExactly("a.yaml:3: a second YAML document begins; one is expected");
    assertThat(problems("a.yaml", "mail:\n  relays: [a, {b: c}]\n"))
        .containsExactly("a.yaml:2: mail.relays: the items of a list are plain values");
  }

  @Test
  void properties_are_escaped_and_continued_as_ever() throws IOException {
    MailConfig config =
        read(
            "a.properties",
            """
            # a comment that ends in a backslash \\
            mail.host = caf\\u00e9
            mail.relays: a, \\
                b
            """);
    assertThat(config.host()).isEqualTo("café");
    assertThat(config.relays()).containsExactly("a", "b");
  }

  @Test
  void properties_that_stand_twice_or_are_unknown_are_refused_with_their_line() throws IOException {
    assertThat(problems("a.properties", "mail.port=1\n\nmail.port=2\nmail.relays=a,\\\nb\nx.y=1\n"))
        .containsExactly(
            "mail.port is given twice, by a.properties:1 and by a.properties:3; keep one",
            "a.properties:6: unknown key x.y; --help lists what there is");
    assertThat(problems("a.properties", "mail.host=\\u12\n"))
        .containsExactly("a.properties:1: a \\u escape is not four hexadecimal digits");
  }

  @Test
  void a_file_that_is_not_there_or_not_of_a_known_kind_is_refused() throws IOException {
    Path missing = directory.resolve("none.yaml");
    assertThat(problems(missing))
        .containsExactly("configuration file " + missing + " does not exist");
    assertThat(problems("a.toml", "x"))
        .singleElement()
        .asString()
        .endsWith("a.toml: its name ends neither in .yaml nor in .properties");
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "mail: {host: é}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problems(latin)).containsExactly("configuration file " + latin + " is not UTF-8");
    assertThat(problems(Files.createDirectory(directory.resolve("d.yaml"))))
        .singleElement()
        .asString()
        .contains("d.yaml cannot be read");
  }

  private boolean namesALine(String problem) {
    return problem.matches("a\\.yaml:\\d+: .+");
  }

  private MailConfig read(String name, String text) throws IOException {
    return read(Files.writeString(directory.resolve(name), text));
  }

  private static MailConfig read(Path file) {
    Sources sources = new Sources(Optional.of(file), Map.of(), List.of(), Set.of());
    return Configuration.read(List.of(MailConfig.SECTION), sources).get(MailConfig.SECTION);
  }

  private List<String> problems(String name, String text) throws IOException {
    return problems(Files.writeString(directory.resolve(name), text));
  }

  private static List<String> problems(Path file) {
    return catchThrowableOfType(ConfigurationException.class, () -> read(file)).problems();
  }
}
