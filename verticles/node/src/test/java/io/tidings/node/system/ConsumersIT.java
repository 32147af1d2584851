package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consumer whose nodes come, go, die and freeze while it works. */
@Timeout(360)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumersIT {

  private static final int EVENTS = 200_000;
  private static final int STREAMS = 1000;
  private static final Duration FREEZE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @RegisterExtension private final Machine machine = new Machine();

  @Test
  void C1_C2_C4_N1_N2_nodes_join_leave_die_and_freeze_and_every_event_is_handled_in_order()
      throws Exception {
    ServerProcess server = machine.server(machine.data());
    Path file = machine.directory("handlings").resolve("file");
    NodeProcess stays = node(server, file).ready();
    NodeProcess dies = node(server, file).ready();
    NodeProcess leaves = node(server, file).ready();
    SegmentAudit audit = SegmentAudit.install(machine.closing(server.connect()));
    awaitOwners(stays, 3);

    SqlWriter writer =
        machine.closing(new SqlWriter(server.connect(), "order", STREAMS, 500, EVENTS)).every(225);
    awaitHandled(file, 10_000);

    NodeProcess joins = node(server, file).ready();
    awaitOwners(stays, 4);
    await().atMost(PATIENCE).until(() -> Handlings.in(file).isBy(joins.pid()));
    int afterJoin = report("a fourth node joined", file, 0);

    assertThat(leaves.terminate()).as(leaves.errors()).isZero();
    awaitOwners(stays, 3);
    int afterLeave = report("a node left in good order", file, afterJoin);
    assertThat(afterLeave).as("N2: redeliveries of a join and a graceful leave").isZero();

    long killed = System.nanoTime();
    dies.kill();
    awaitOwners(stays, 2);
    System.out.printf("taken over %,d ms after kill -9%n", millisSince(killed));
    int afterKill = report("a node was killed", file, afterLeave);

    long frozen = System.nanoTime();
    joins.signal("STOP");
    awaitOwners(stays, 1);
    System.out.printf("taken over %,d ms after SIGSTOP%n", millisSince(frozen));
    await().atMost(FREEZE.multipliedBy(2)).until(() -> millisSince(frozen) > FREEZE.toMillis());
    joins.signal("CONT");
    awaitOwners(stays, 2);
    report("a node was frozen for 60 s, and woke", file, afterKill);

    await().atMost(PATIENCE).until(writer::done);
    awaitHandled(file, EVENTS);
    Handlings handled = Handlings.in(file);
    handled.requireOrder();
    System.out.printf(
        "%,d events handled, %,d redeliveries, %,d moves of segments%n",
        handled.events(), handled.redeliveries(), audit.requireFencing());
  }

  private NodeProcess node(ServerProcess server, Path file) {
    return machine.node(
        HandlingVerticle.class,
        Map.of(HandlingVerticle.FILE, file.toString()),
        "--log",
        "shared",
        "--data",
        server.data().toString());
  }

  /** Waits until so many nodes share the segments, evenly. */
  private static void awaitOwners(NodeProcess node, int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Map<String, Long> shares = shares(node);
              assertThat(shares).hasSize(count).doesNotContainKey("null");
              assertThat(shares.values()).allMatch(n -> n == 8 / count || n == 8 / count + 1);
            });
  }

  private static Map<String, Long> shares(NodeProcess node) {
    List<JsonObject> segments =
        node
            .http()
            .get("/v1/consumers/" + HandlingVerticle.CONSUMER)
            .json()
            .getJsonArray("segments")
            .stream()
            .map(JsonObject.class::cast)
            .toList();
    return segments.stream()
        .collect(
            Collectors.groupingBy(
                one -> String.valueOf(one.getString("owner")), Collectors.counting()));
  }

  private static void awaitHandled(Path file, int events) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> Handlings.in(file).events() >= events);
  }

  /** How many redeliveries there were up to now. */
  private static int report(String what, Path file, int before) throws IOException {
    Handlings now = Handlings.in(file);
    System.out.printf(
        "%s: %,d redeliveries, %,d events handled so far%n",
        what, now.redeliveries() - before, now.events());
    return now.redeliveries();
  }

  private static long millisSince(long then) {
    return (System.nanoTime() - then) / 1_000_000;
  }
}
