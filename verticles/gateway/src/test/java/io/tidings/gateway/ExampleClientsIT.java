package io.tidings.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.pull.PullHost;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumers in Python and Node, as their users start them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExampleClientsIT {

  private static final Path EXAMPLES = Path.of("..", "examples", "pull");
  private static final List<String> PYTHON =
      List.of("python3", EXAMPLES.resolve("python/consumer.py").toString());
  private static final List<String> NODE =
      List.of("node", EXAMPLES.resolve("node/consumer.mjs").toString());

  private final RunningGateway gateway = new RunningGateway(Configs.with());
  private final Http http = gateway.http;
  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path directory;

  @BeforeEach
  void startNode() {
    Host host =
        new Host(
            gateway.vertx,
            gateway.log,
            gateway.tail,
            gateway.consumers,
            "node-a",
            gateway.registry,
            EngineConfig.defaults());
    gateway.vertx.deployVerticle(new PullHost(host)).await();
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    gateway.close();
  }

  private static boolean runs(String program) {
    try {
      Process process =
          new ProcessBuilder(program, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process start(List<String> program, String output, String seconds) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("http://127.0.0.1:" + gateway.port(), "mails", seconds));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(output).toFile())
            .start();
    processes.add(process);
    return process;
  }

  /** Position, stream and type of each event, as a program has printed them. */
  private List<String[]> printed(String output) {
    try {
      Path file = directory.resolve(output);
      String text = Files.exists(file) ? Files.readString(file) : "";
      // A reader may see the first part of a line that is being written.
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      return whole.lines().map(line -> line.split(" ")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void publish(int events, int streams) {
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < events; id++) {
      lines.append(Samples.order("" + id, "order-" + id % streams).encode()).append('\n');
    }
    assertThat(http.post("/v1/events", Http.NDJSON, lines.toString()).status()).isEqualTo(200);
  }

  @Test
  void C1_C2_python_and_node_share_a_consumer_and_one_of_them_is_killed_in_the_middle()
      throws Exception {
    assumeTrue(runs("python3") && runs("node"), "python3 and node are not installed");
    http.json(
        "PUT",
        "/v1/consumers/mails",
        new JsonObject().put("retry", new JsonObject().put("attempts", 5)));
    publish(60, 12);
    Process killed = start(PYTHON, "killed", "0.05");
    await().atMost(Duration.ofSeconds(20)).until(() -> printed("killed").size() >= 3);

    killed.destroyForcibly().waitFor();
    start(NODE, "node", "0.01");
    start(PYTHON, "python", "0.01");

    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> http.get("/v1/consumers/mails?caught-up-to=60&timeout=5s").status() == 200);
    Map<String, List<Long>> streams = new LinkedHashMap<>();
    TreeSet<Long> all = new TreeSet<>();
    for (String output : List.of("killed", "node", "python")) {
      for (String[] line : printed(output)) {
        all.add(Long.valueOf(line[0]));
        streams
            .computeIfAbsent(output + line[1], none -> new ArrayList<>())
            .add(Long.valueOf(line[0]));
      }
    }
    assertThat(all).hasSize(60);
    streams.values().forEach(positions -> assertThat(positions).isSorted());
  }
}
