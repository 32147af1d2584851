package io.tidings.gateway;

import static io.tidings.gateway.Http.EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConcurrentAppendsTest {

  private static final int WRITERS = 24;
  private static final int EACH = 20;
  private static final int STREAMS = 3;

  private final RunningGateway gateway = new RunningGateway(Configs.with());

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void L2_L4_optimistic_writers_leave_no_version_out_and_none_twice() {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<CompletableFuture<List<JsonObject>>> written = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int name = writer;
      written.add(CompletableFuture.supplyAsync(() -> write(name), writers));
    }

    Map<String, TreeSet<Long>> versions = new TreeMap<>();
    TreeSet<Long> positions = new TreeSet<>();
    for (CompletableFuture<List<JsonObject>> results : written) {
      for (JsonObject result : results.join()) {
        assertThat(
                versions
                    .computeIfAbsent(result.getString("stream"), first -> new TreeSet<>())
                    .add(result.getLong("version")))
            .as("version twice: " + result)
            .isTrue();
        positions.add(result.getLong("position"));
      }
    }
    writers.shutdown();

    assertThat(positions).hasSize(WRITERS * EACH);
    assertThat(positions.last()).isEqualTo((long) WRITERS * EACH);
    assertThat(versions).hasSize(STREAMS);
    versions.values().forEach(all -> assertThat(all.last()).isEqualTo(all.size()));
  }

  private List<JsonObject> write(int writer) {
    Http http = new Http(gateway.port());
    List<JsonObject> results = new ArrayList<>();
    for (int number = 0; number < EACH; number++) {
      results.add(append(http, writer + "-" + number, "account-" + (writer + number) % STREAMS));
    }
    return results;
  }

  /** Decides again on the actual version until it is not stale. */
  private static JsonObject append(Http http, String id, String stream) {
    String body = Samples.order(id).encode();
    long version = 0;
    while (true) {
      Http.Answer answer =
          http.post(
              "/v1/streams/" + stream + "/events", EVENT, body, "If-Match", "\"" + version + "\"");
      if (answer.status() == 201) {
        return answer.result();
      }
      assertThat(answer.status()).isEqualTo(412);
      version = answer.json().getLong("actual");
    }
  }
}
