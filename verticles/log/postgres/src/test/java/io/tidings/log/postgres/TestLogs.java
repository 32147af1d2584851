package io.tidings.log.postgres;

import io.tidings.log.tck.AwaitedLog;
import io.tidings.log.tck.Samples;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/** A log that is open for the length of a block. */
final class TestLogs {

  private TestLogs() {}

  static void with(Vertx vertx, PostgresLogConfig config, Consumer<AwaitedLog> block) {
    PostgresEventLog log = AwaitedLog.await(PostgresEventLog.open(vertx, config));
    try {
      block.accept(new AwaitedLog(log));
    } finally {
      AwaitedLog.await(log.close());
    }
  }

  /** Records so many events, in an append of their own each. */
  static void record(AwaitedLog log, int count) {
    for (int at = 0; at < count; at++) {
      log.record(Samples.event("order-" + at % 3));
    }
  }
}
