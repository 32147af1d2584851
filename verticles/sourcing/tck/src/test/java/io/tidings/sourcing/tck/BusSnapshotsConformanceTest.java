package io.tidings.sourcing.tck;

import io.tidings.fixtures.AcrossTheWire;
import io.tidings.sourcing.snapshots.BusSnapshots;
import io.tidings.sourcing.snapshots.MemorySnapshots;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.sourcing.snapshots.SnapshotsVerticle;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The suite through calls and the wire format. */
class BusSnapshotsConformanceTest implements SnapshotsConformance {

  private final Vertx vertx = Vertx.vertx();

  @Override
  public Snapshots freshSnapshots() {
    AcrossTheWire.register(vertx);
    vertx.deployVerticle(new SnapshotsVerticle(new MemorySnapshots())).await();
    return new BusSnapshots(vertx, Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }
}
