package io.tidings.sourcing.tck;

import io.tidings.sourcing.snapshots.MemorySnapshots;
import io.tidings.sourcing.snapshots.Snapshots;

class MemorySnapshotsConformanceTest implements SnapshotsConformance {

  @Override
  public Snapshots freshSnapshots() {
    return new MemorySnapshots();
  }
}
