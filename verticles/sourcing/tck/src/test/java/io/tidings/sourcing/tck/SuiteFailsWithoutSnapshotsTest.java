package io.tidings.sourcing.tck;

import io.tidings.fixtures.Suites;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A test that passes without snapshots tests nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuiteFailsWithoutSnapshotsTest {

  @Test
  void every_test_fails_where_nothing_is_kept() {
    Suites.assertEveryTestFails(AgainstSnapshotsThatDoNothing.class, 8);
  }
}
