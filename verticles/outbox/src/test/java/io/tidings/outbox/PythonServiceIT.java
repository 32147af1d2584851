package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.model.RecordedEvent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example in Python, as its users start it. {@code src/test/python} has what it needs of its
 * driver, so that nothing but Python has to be installed.
 */
class PythonServiceIT extends WithOutbox {

  private static final Path EXAMPLE = Path.of("..", "examples", "outbox", "python", "publish.py");
  private static final Path DRIVER = Path.of("src", "test", "python").toAbsolutePath();
  private static final int CHANGES = 1000;

  @TempDir private Path directory;

  /** Where the example expects it. */
  @Override
  OutboxConfig freshOutbox() {
    OutboxConfig fresh = OutboxConfig.of(TestServers.shared().uri());
    OutboxVerticle.migrate(fresh);
    return fresh.withBatchEvents(20);
  }

  @Test
  void L5_what_is_committed_comes_once_in_its_order_though_relays_die_and_a_transaction_is_open()
      throws Exception {
    assumeTrue(hasPython(), "python3 is not installed");
    CountDownLatch woken = new CountDownLatch(1);
    open.add(woken::countDown);
    Service slow = service();
    slow.publish("order-P0", "left open");

    Process python = publish();
    relay(config, log.freezing(woken));
    awaitRecorded(1);
    RelayNode second = relay();
    awaitRecorded(CHANGES / 4);
    second.close();
    relay();

    int committed = committed(python);
    awaitRecorded(committed);
    woken.countDown();
    awaitEmpty();
    assertThat(second.events("repeated")).as("by who took over from the frozen one").isPositive();
    assertThat(log.ids()).doesNotHaveDuplicates().hasSize(committed);
    assertThat(recorded()).isEqualTo(changed());
    slow.commit();
    awaitRecorded(committed + 1);
    assertThat(log.ids("order-P0")).endsWith("left open");
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private Process publish() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "python3",
                "-B",
                EXAMPLE.toString(),
                config.uri().orElseThrow(),
                Integer.toString(CHANGES))
            .redirectErrorStream(true)
            .redirectOutput(output().toFile());
    builder.environment().put("PYTHONPATH", DRIVER.toString());
    Process process = builder.start();
    open.add(() -> process.destroyForcibly().waitFor());
    return process;
  }

  /** How many changes it says are committed, at its end. */
  private int committed(Process python) throws IOException, InterruptedException {
    boolean ended = python.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    String said = Files.readString(output());
    assertThat(ended).as(said).isTrue();
    assertThat(python.exitValue()).as(said).isZero();
    return Integer.parseInt(said.substring(0, said.indexOf(' ')));
  }

  private Path output() {
    return directory.resolve("output");
  }

  /** What the log has of each stream. */
  private Map<String, List<Integer>> recorded() {
    Map<String, List<Integer>> changes = new HashMap<>();
    for (RecordedEvent event : log.all()) {
      changes
          .computeIfAbsent(event.stream(), none -> new ArrayList<>())
          .add(new JsonObject(event.data().text()).getInteger("change"));
    }
    return changes;
  }

  /** What the service's own table says of each order: its changes were 1, 2, 3, … */
  private Map<String, List<Integer>> changed() throws SQLException {
    Map<String, List<Integer>> changes = new HashMap<>();
    for (String row : service.rows("select id, changes from shop_order")) {
      String[] columns = row.split("\\|");
      changes.put(
          "order-" + columns[0],
          IntStream.rangeClosed(1, Integer.parseInt(columns[1])).boxed().toList());
    }
    service.commit();
    return changes;
  }
}
