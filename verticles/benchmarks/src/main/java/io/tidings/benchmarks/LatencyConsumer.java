package io.tidings.benchmarks;

import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.consumers.Start;
import io.tidings.consumers.bus.BusConsumerStore;
import io.tidings.consumers.bus.BusStoreConfig;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.time.Instant;

/** The second JVM of {@link ConsumeLatency}: a node with a consumer and without a database. */
final class LatencyConsumer {

  /** Takes the number of events that will come; answered when they have, with the latencies. */
  static final String TASK = "bench.latency";

  private static final Future<?> DONE = Future.succeededFuture();

  private Message<String> task;
  private long[] micros = new long[0];
  private int seen;

  public static void main(String[] arguments) throws Exception {
    ChildJvm.endWithParent();
    Vertx vertx = Pair.join(arguments[0], arguments[1]);
    Tidings tidings =
        ConsumerNode.tidings(
            vertx,
            new BusEventLog(vertx, BusLogConfig.defaults(), false),
            new BusConsumerStore(vertx, BusStoreConfig.defaults(), false),
            false);
    LatencyConsumer consumer = new LatencyConsumer();
    vertx
        .deployVerticle(
            context ->
                vertx
                    .eventBus()
                    .consumer(TASK, consumer::begin)
                    .completion()
                    .compose(
                        ready -> ConsumerNode.consume(tidings, Start.LATEST, consumer::handle)))
        .await();
    System.out.println("ready");
  }

  private void begin(Message<String> task) {
    this.task = task;
    micros = new long[Integer.parseInt(task.body())];
    seen = 0;
  }

  private Future<?> handle(ConsumerContext context) {
    if (seen < micros.length) {
      micros[seen++] =
          Duration.between(context.event().recordedAt(), Instant.now()).toNanos() / 1000;
      if (seen == micros.length) {
        task.reply(Latencies.of(micros).text());
      }
    }
    return DONE;
  }
}
