package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Posts events one after the other, each to the nodes in turn until one has acknowledged it: what a
 * careful producer does. Several threads do so at once.
 */
final class Producer implements AutoCloseable {

  private static final int THREADS = 4;

  private final String subject;
  private final List<Http> nodes;
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Future<?>> running;
  private volatile boolean stopped;

  Producer(String subject, Http... nodes) {
    this.subject = subject;
    this.nodes = List.of(nodes);
    this.running =
        IntStream.range(0, THREADS).<Future<?>>mapToObj(n -> threads.submit(() -> run(n))).toList();
  }

  /** The position of each acknowledged event by its id. */
  Map<String, Long> acknowledged() {
    return acknowledged;
  }

  /** How often the answer was to come again. */
  int refusals() {
    return refusals.get();
  }

  /** Waits until so many more have been acknowledged. */
  void awaitMore(int count) {
    int before = acknowledged.size();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> acknowledged.size() >= before + count || !works());
    assertThat(works()).as("every thread of the producer lives").isTrue();
  }

  /** Whether no thread has failed. */
  boolean works() {
    return running.stream().noneMatch(Future::isDone);
  }

  /** Stops after the events that are under way; fails with what a thread of it has failed with. */
  void stop() throws Exception {
    stopped = true;
    for (Future<?> thread : running) {
      thread.get(60, TimeUnit.SECONDS);
    }
  }

  private void run(int thread) {
    for (int n = 0; !stopped; n++) {
      String id = subject + "/" + thread + "/" + n;
      JsonObject receipt = post(Events.event(id, subject), thread + n);
      acknowledged.put(id, receipt.getLong("position"));
    }
  }

  private JsonObject post(String event, int first) {
    for (int attempt = first; ; attempt++) {
      Http node = nodes.get(attempt % nodes.size());
      try {
        Http.Answer answer = node.post(event);
        if (answer.status() == 201) {
          return answer.receipt();
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        refusals.incrementAndGet();
      } catch (UncheckedIOException gone) {
        // The next node, then.
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
