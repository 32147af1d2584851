package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScriptsIT {

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void cluster_runs_nodes_at_ports_in_a_row_and_run_adds_one_more() {
    Path data = machine.data();
    int port = Machine.freePorts();
    NodeProcess cluster =
        machine.script("cluster", "2", "--port", Integer.toString(port), "--data", data.toString());
    String advice = cluster.awaitLine("One more: scripts/run ");
    assertThat(cluster.output().lines().filter(line -> line.startsWith("Tidings node ready")))
        .containsExactly(ready(port), ready(port + 1));
    assertThat(advice)
        .startsWith("--log shared --data %s --port %d --cluster.name ".formatted(data, port + 2));

    NodeProcess more =
        machine
            .script(
                "run",
                "--log",
                "shared",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port + 2))
            .ready();

    SseClient live = machine.follow(more, "");
    Http second = new Http(URI.create("http://127.0.0.1:" + (port + 1)));
    assertThat(second.post(Events.event("1")).receipt().getLong("position")).isEqualTo(1);
    assertThat(live.await(1).ids()).containsExactly("1");
    assertThat(more.terminate()).isZero();
    List<ProcessHandle> children = cluster.children();
    cluster.terminate();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static String ready(int port) {
    return "Tidings node ready: http://127.0.0.1:" + port;
  }
}
