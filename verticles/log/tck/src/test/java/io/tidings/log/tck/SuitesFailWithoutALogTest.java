package io.tidings.log.tck;

import io.tidings.fixtures.Suites;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A test that passes without a log tests nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuitesFailWithoutALogTest {

  @Test
  void every_test_fails_with_a_log_that_records_nothing() {
    Suites.assertEveryTestFails(AgainstALogThatDoesNothing.class, 100);
  }

  @Test
  void every_test_fails_with_a_log_that_answers_nothing() {
    Suites.assertEveryTestFails(AgainstALogThatAnswersNothing.class, 100);
  }

  @Test
  void every_suite_is_among_them() throws Exception {
    Suites.assertEverySuiteIsIn(EventLogConformance.class);
  }
}
