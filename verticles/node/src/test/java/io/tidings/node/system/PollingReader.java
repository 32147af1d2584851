package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.process.Http;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads the log from its end on, page after page, from the nodes in turn, until it is stopped. */
final class PollingReader implements AutoCloseable {

  private final List<Http> nodes;
  private final String start;
  private final List<JsonObject> read = new ArrayList<>();
  private final CompletableFuture<Void> running;
  private volatile boolean stopped;

  PollingReader(List<Http> nodes) {
    this.nodes = nodes;
    this.start = nodes.get(0).log().getString("cursor");
    this.running = CompletableFuture.runAsync(this::poll);
  }

  /** Where it began. */
  String start() {
    return start;
  }

  /** Reads to the end of the log and returns everything; fails if it ever saw a gap. */
  List<JsonObject> stop() throws Exception {
    stopped = true;
    running.get(60, TimeUnit.SECONDS);
    return read;
  }

  private void poll() {
    String cursor = start;
    long position = Long.parseLong(start.substring(start.indexOf('-') + 1));
    for (int turn = 0; ; turn++) {
      boolean last = stopped;
      List<JsonObject> page =
          nodes.get(turn % nodes.size()).get("/v1/events?limit=1000&after=" + cursor).events();
      assertThat(page)
          .extracting(Log::position)
          .isEqualTo(Log.range(position + 1, position + page.size()));
      if (!page.isEmpty()) {
        read.addAll(page);
        position += page.size();
        cursor = Log.cursor(page.get(page.size() - 1));
      } else if (last) {
        return;
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
