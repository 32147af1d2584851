package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A read model that is built anew beside the one in use, and takes its place. */
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RebuildIT {

  private static final int STREAMS = 50;
  private static final int FIRST = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @RegisterExtension private final Machine machine = new Machine();

  private ServerProcess server;
  private ReadModels models;
  private SqlWriter writer;
  private NodeProcess stays;
  private NodeProcess dies;
  private Administered old;

  @BeforeEach
  void build() throws Exception {
    server = machine.server(machine.data());
    stays = node(1, Map.of());
    dies = node(1, Map.of());
    stays.ready();
    models = machine.closing(new ReadModels(server));
    writer =
        machine.closing(new SqlWriter(server.connect(), "order", STREAMS, 20, Integer.MAX_VALUE));
    writer.append(0, FIRST);
    writer.every(250);
    old = new Administered(stays.http(), "totals@1");
    await()
        .atMost(PATIENCE)
        .until(() -> models.number("select coalesce(sum(events), 0) from totals") > FIRST / 2);
    models.read();
  }

  @Test
  void C3_a_read_model_is_rebuilt_and_switched_under_writes_and_kills() throws Exception {
    dies.ready();
    NodeProcess rebuilds = node(2, Map.of());
    await()
        .atMost(PATIENCE)
        .until(() -> models.number("select count(*) from totals_2") > STREAMS / 2);
    dies.kill();

    awaitSwitch();
    rebuilds.ready();
    requireEqualContent();
  }

  @Test
  void C3_a_switch_whose_node_is_killed_in_the_middle_is_repeated() throws Exception {
    NodeProcess stuck = node(2, Map.of(TotalsVerticle.STUCK, "true"));
    await().atMost(PATIENCE).until(() -> !old.ledger("pause").isEmpty());
    stuck.kill();
    assertThat(models.number("select count(*) from compared")).isZero();

    node(2, Map.of());
    awaitSwitch();
    requireEqualContent();
  }

  private void awaitSwitch() {
    await().atMost(PATIENCE).until(() -> !old.ledger("switch").isEmpty());
    assertThat(old.ledger("switch")).hasSize(1);
    assertThat(old.ledger("pause")).hasSize(1);
    assertThat(old.status().getString("state")).isEqualTo("paused");
  }

  /** At the switch, and after it, when both have handled everything. */
  private void requireEqualContent() throws Exception {
    assertThat(models.number("select count(*) from compared")).isEqualTo(1);
    assertThat(models.number("select streams from compared")).isEqualTo(STREAMS);
    assertThat(models.number("select old_wrong + new_wrong from compared")).isZero();
    assertThat(models.number("select strpos(pg_get_viewdef('totals'::regclass), 'totals_2')"))
        .isPositive();

    int atSwitch = writer.written();
    await().atMost(PATIENCE).until(() -> writer.written() > atSwitch + 200);
    int written = writer.stop();
    new Administered(stays.http(), "totals@2").awaitCaughtUp();
    assertThat(models.number("select sum(events) from totals")).isEqualTo(written);
    assertThat(models.different("log", "totals")).isZero();
    assertThat(models.different("log", "totals_1")).isPositive();

    old.command("resume", new JsonObject());
    old.awaitCaughtUp();
    assertThat(models.different("totals_1", "totals_2")).isZero();
    System.out.printf(
        "%,d events, each counted once; at the switch %d of %d streams were further in the new"
            + " model, none was different; read %,d times%n",
        written, models.number("select further from compared"), STREAMS, models.stopReading());
  }

  private NodeProcess node(int version, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put(TotalsVerticle.VERSION, Integer.toString(version));
    properties.put(TotalsVerticle.DATA, server.data().toString());
    return machine.node(
        TotalsVerticle.class, properties, "--log", "shared", "--data", server.data().toString());
  }
}
