package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.bus.BusConsumerStore;
import io.tidings.consumers.bus.BusStoreConfig;
import io.tidings.consumers.bus.ConsumerStoreVerticle;
import io.tidings.fixtures.AcrossTheWire;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The suites through calls and the wire format. */
class BusConsumerStoreConformanceTest extends MemoryFixture {

  private final Vertx vertx = Vertx.vertx();

  @Override
  public ConsumerStore freshStore() {
    AcrossTheWire.register(vertx);
    vertx
        .deployVerticle(new ConsumerStoreVerticle(super.freshStore(), Duration.ofSeconds(10)))
        .await();
    return new BusConsumerStore(vertx, BusStoreConfig.defaults(), false);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }
}
