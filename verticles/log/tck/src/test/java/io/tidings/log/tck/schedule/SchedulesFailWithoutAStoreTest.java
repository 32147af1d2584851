package io.tidings.log.tck.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

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
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(AgainstAScheduleThatDoesNothing.class))
            .execute()
            .testEvents();

    assertThat(tests.succeeded().list())
        .extracting(Event::getTestDescriptor)
        .extracting("displayName")
        .isEmpty();
    assertThat(tests.failed().count()).isGreaterThan(25).isEqualTo(tests.started().count());
  }
}
