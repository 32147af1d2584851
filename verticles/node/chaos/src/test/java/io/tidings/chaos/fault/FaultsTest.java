package io.tidings.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultsTest {

  private static final Path PAGE = Path.of("../../../docs/failures.md");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void the_page_of_failures_has_each_fault_once_and_no_other() throws IOException {
    List<String> all = Faults.all().stream().map(Fault::name).toList();

    assertThat(named(Files.readString(PAGE))).containsExactlyInAnyOrderElementsOf(all);
  }

  /** The names that rows begin with: one, or several with commas between them. */
  private static List<String> named(String page) {
    return page.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .flatMap(FaultsTest::names)
        .toList();
  }

  private static Stream<String> names(String start) {
    return NAME.matcher(start).results().map(MatchResult::group).map(name -> name.replace("`", ""));
  }
}
