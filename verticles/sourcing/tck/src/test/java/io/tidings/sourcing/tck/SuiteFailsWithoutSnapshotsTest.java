package io.tidings.sourcing.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** A test that passes without snapshots tests nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuiteFailsWithoutSnapshotsTest {

  @Test
  void every_test_fails_where_nothing_is_kept() {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(AgainstSnapshotsThatDoNothing.class))
            .execute()
            .testEvents();

    assertThat(tests.skipped().list()).isEmpty();
    assertThat(tests.succeeded().list())
        .extracting(Event::getTestDescriptor)
        .extracting("displayName")
        .isEmpty();
    assertThat(tests.failed().count()).isGreaterThan(8).isEqualTo(tests.started().count());
  }
}
