package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.process.Http;
import io.vertx.core.json.JsonObject;
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
 * Many writers to few streams, on all nodes. Each decides by the version that it last heard of, and
 * again when that was stale.
 */
final class OptimisticWriters {

  /** An acknowledged append. */
  record Place(String stream, long version, long position) {}

  private final List<Http> nodes;
  private final int streams;
  private final Map<String, Place> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger stale = new AtomicInteger();

  OptimisticWriters(List<Http> nodes, int streams) {
    this.nodes = nodes;
    this.streams = streams;
  }

  /** Returns when every writer has made so many appends; fails with what a writer failed with. */
  void run(int writers, int appends) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> running =
          IntStream.range(0, writers)
              .<Future<?>>mapToObj(writer -> threads.submit(() -> write(writer, appends)))
              .toList();
      for (Future<?> one : running) {
        one.get(90, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** By the id of the event. */
  Map<String, Place> acknowledged() {
    return acknowledged;
  }

  /** How often a writer was told that it had decided by a stale version. */
  int stale() {
    return stale.get();
  }

  private void write(int writer, int appends) {
    long[] versions = new long[streams];
    for (int n = 0; n < appends; n++) {
      int stream = (writer + n) % streams;
      String id = writer + "/" + n;
      while (!append(id, stream, versions, nodes.get((writer + n) % nodes.size()))) {
        stale.incrementAndGet();
      }
    }
  }

  private boolean append(String id, int stream, long[] versions, Http node) {
    String name = "account-" + stream;
    long expected = versions[stream];
    Http.Answer answer =
        expected == 0
            ? post(node, name, id, "If-None-Match", "*")
            : post(node, name, id, "If-Match", "\"" + expected + "\"");
    if (answer.status() == 412) {
      versions[stream] = answer.json().getLong("actual");
      assertThat(versions[stream])
          .as("the version that " + expected + " was not")
          .isNotEqualTo(expected);
      return false;
    }
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    JsonObject receipt = answer.receipt();
    versions[stream] = receipt.getLong("version");
    assertThat(versions[stream]).isEqualTo(expected + 1);
    acknowledged.put(id, new Place(name, versions[stream], receipt.getLong("position")));
    return true;
  }

  private static Http.Answer post(Http node, String stream, String id, String... condition) {
    return node.post(
        "/v1/streams/" + stream + "/events", Events.ONE, Events.event(id, stream), condition);
  }
}
