package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** A test that passes without a store tests nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuitesFailWithoutAStoreTest {

  @Test
  void every_test_fails_with_a_store_that_keeps_nothing() {
    assertEveryTestFails(AgainstAStoreThatDoesNothing.class);
  }

  @Test
  void every_test_fails_with_a_store_that_answers_nothing() {
    assertEveryTestFails(AgainstAStoreThatAnswersNothing.class);
  }

  @Test
  void every_suite_is_among_them() throws Exception {
    List<String> suites =
        Stream.of(ConsumerStoreConformance.class.getInterfaces())
            .map(Class::getSimpleName)
            .toList();

    assertThat(suites).containsExactlyInAnyOrderElementsOf(shipped());
  }

  private static void assertEveryTestFails(Class<?> suites) {
    Events tests =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(suites)).execute().testEvents();

    assertThat(tests.skipped().list()).isEmpty();
    assertThat(tests.succeeded().list())
        .extracting(Event::getTestDescriptor)
        .extracting("displayName")
        .isEmpty();
    assertThat(tests.failed().count()).isGreaterThan(100).isEqualTo(tests.started().count());
  }

  private static List<String> shipped() throws IOException, URISyntaxException {
    URI location =
        ConsumerStoreConformance.class.getResource("ConsumerStoreConformance.class").toURI();
    try (Stream<Path> classes = Files.list(Path.of(location).getParent())) {
      return classes
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Conformance.class"))
          .map(name -> name.replace(".class", ""))
          .filter(name -> !name.equals("ConsumerStoreConformance"))
          .toList();
    }
  }
}
