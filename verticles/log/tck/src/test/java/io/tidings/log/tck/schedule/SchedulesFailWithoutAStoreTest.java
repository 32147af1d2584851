package io.tidings.log.tck.schedule;

import io.tidings.fixtures.Suites;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A test that passes without a schedule tests nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SchedulesFailWithoutAStoreTest {

  @BeforeEach
  void wait_in_vain_but_not_for_long() {
    Awaitility.setDefaultTimeout(Duration.ofMillis(50));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  @AfterEach
  void wait_as_usual() {
    Awaitility.reset();
  }

  @Test
  void every_test_fails_with_a_schedule_that_keeps_nothing() {
    Suites.assertEveryTestFails(AgainstAScheduleThatDoesNothing.class, 25);
  }
}
