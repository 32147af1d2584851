package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.tidings.node.system.Handlings.Handling;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consumer that is steered over HTTP while events arrive. */
@Timeout(240)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SteeringIT {

  private static final int STREAMS = 200;
  private static final int BATCH = 100;
  private static final int SEEK_TO = 5 * STREAMS;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * @param mode what is handed out because of it
   */
  private record Change(String command, JsonObject body, int segments, String mode) {}

  private static final List<Change> CHANGES =
      List.of(
          new Change("split", new JsonObject().put("segments", 8), 8, "live"),
          new Change("merge", new JsonObject().put("segments", 2), 2, "live"),
          new Change("replay", new JsonObject().put("from", "first").put("dryRun", true), 2, "dry"),
          new Change("replay", new JsonObject().put("from", "first"), 2, "replay"),
          new Change("seek", new JsonObject().put("to", "" + SEEK_TO), 2, "live"));

  @RegisterExtension private final Machine machine = new Machine();

  private ServerProcess server;
  private Path file;
  private NodeProcess stays;
  private NodeProcess dies;
  private Administered consumer;
  private SqlWriter writer;

  @Test
  void C1_C2_C6_splits_merges_replays_and_seeks_repeat_what_was_asked_for_and_nothing_else()
      throws Exception {
    begin();
    steer(change -> {});
    Handlings all = finish();

    List<Handling> back = all.of("live").requireRuns();
    assertThat(back).as("the seek takes each stream back once, to the same event").hasSize(STREAMS);
    assertThat(back).extracting(Handling::version).containsOnly(SEEK_TO / STREAMS + 1L);
    for (String mode : List.of("dry", "replay")) {
      assertThat(all.of(mode).requireRuns()).as(mode).isEmpty();
    }
  }

  @Test
  void C1_C2_N1_a_node_that_is_killed_in_the_middle_of_each_change_does_no_harm() throws Exception {
    begin();
    steer(this::kill);
    Handlings all = finish();

    for (String mode : List.of("live", "dry", "replay")) {
      all.of(mode).requireRuns();
    }
  }

  private void begin() throws Exception {
    server = machine.server(machine.data());
    file = machine.directory("handlings").resolve("file");
    stays = node().ready();
    dies = node().ready();
    consumer = new Administered(stays.http(), HandlingVerticle.CONSUMER);
    writer =
        machine
            .closing(new SqlWriter(server.connect(), "order", STREAMS, BATCH, Integer.MAX_VALUE))
            .every(100);
    awaitHandled(2 * SEEK_TO);
  }

  /**
   * @param meanwhile what happens when a change was accepted
   */
  private void steer(Consumer<Change> meanwhile) throws IOException {
    int segments = 4;
    for (Change change : CHANGES) {
      dies.ready();
      consumer.awaitWork(segments);
      await().atMost(PATIENCE).until(() -> consumer.hasOwner(dies));
      Handlings before = Handlings.in(file);
      int written = writer.written();
      consumer.command(change.command(), change.body().copy().put("why", "to see what it does"));
      meanwhile.accept(change);
      segments = change.segments();
      consumer.awaitWork(segments);
      consumer.awaitCaughtUp();
      assertThat(writer.written()).as("written meanwhile").isGreaterThan(written);
      report(change, before, Handlings.in(file));
    }
  }

  /** Of a replay, when it has begun. */
  private void kill(Change change) {
    if (!change.mode().equals("live")) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> Handlings.in(file).of(change.mode()).isBy(dies.pid()));
    }
    dies.kill();
    dies = node();
  }

  private static void report(Change change, Handlings before, Handlings now) {
    System.out.printf(
        "%s %s: %,d handled once more, %,d replayed, %,d in a dry run%n",
        change.command(),
        change.body().encode(),
        now.of("live").redeliveries() - before.of("live").redeliveries(),
        now.of("replay").all().size() - before.of("replay").all().size(),
        now.of("dry").all().size() - before.of("dry").all().size());
  }

  /** Everything is handled, and what was replayed is what the ledger says. */
  private Handlings finish() throws Exception {
    int written = writer.stop();
    awaitHandled(written);
    Handlings all = Handlings.in(file);
    assertThat(all.of("live").events()).isEqualTo(written);
    for (String mode : List.of("dry", "replay")) {
      long to = replayedTo(mode.equals("dry"));
      assertThat(all.of(mode).events()).as(mode).isEqualTo((int) to).isGreaterThan(2 * SEEK_TO);
      assertThat(all.of(mode).all()).allMatch(one -> one.position() <= to);
    }
    assertThat(consumer.ledger("reshape")).hasSize(2);
    assertThat(consumer.ledger("seek")).hasSize(1);
    System.out.printf("%,d events, handled %,d times%n", written, all.of("live").all().size());
    return all;
  }

  private long replayedTo(boolean dryRun) {
    return consumer.ledger("replay").stream()
        .map(row -> row.getJsonObject("detail"))
        .filter(detail -> detail.getBoolean("dryRun") == dryRun)
        .mapToLong(detail -> detail.getJsonObject("to").getLong("position"))
        .sum();
  }

  private void awaitHandled(int events) {
    await().atMost(PATIENCE).until(() -> Handlings.in(file).of("live").events() >= events);
  }

  private NodeProcess node() {
    return machine.node(
        HandlingVerticle.class,
        Map.of(Journal.FILE, file.toString(), HandlingVerticle.SEGMENTS, "4"),
        "--log",
        "shared",
        "--data",
        server.data().toString());
  }
}
