package io.tidings.sourcing.tck;

import io.tidings.sourcing.snapshots.Snapshots;

/** Run by {@link SuiteFailsWithoutSnapshotsTest}; its name keeps it from being run on its own. */
class AgainstSnapshotsThatDoNothing implements SnapshotsConformance {

  @Override
  public Snapshots freshSnapshots() {
    return Snapshots.none();
  }
}
