package io.tidings.consumers.tck;

import io.tidings.fixtures.Suites;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A test that passes without a store tests nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuitesFailWithoutAStoreTest {

  @Test
  void every_test_fails_with_a_store_that_keeps_nothing() {
    Suites.assertEveryTestFails(AgainstAStoreThatDoesNothing.class, 100);
  }

  @Test
  void every_test_fails_with_a_store_that_answers_nothing() {
    Suites.assertEveryTestFails(AgainstAStoreThatAnswersNothing.class, 100);
  }

  @Test
  void every_suite_is_among_them() throws Exception {
    Suites.assertEverySuiteIsIn(ConsumerStoreConformance.class);
  }
}
