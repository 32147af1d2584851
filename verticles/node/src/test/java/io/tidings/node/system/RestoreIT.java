package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.tidings.log.embedded.Binaries;
import io.tidings.log.embedded.EmbeddedPostgres;
import io.tidings.log.embedded.Options;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RestoreIT {

  private static final Options SERVER =
      Options.defaults().withBinariesDirectory(Machine.BINARIES).withMaxConnections(20);

  @RegisterExtension final Machine machine = new Machine();

  private final Rollback rollback = new Rollback();

  @Test
  void L7_a_data_directory_is_rolled_back_to_a_copy() throws Exception {
    Path data = machine.data();
    Path copy = machine.directory("copy");
    NodeProcess node = on("embedded", data).ready();
    rollback.before(node.http());
    assertThat(node.terminate()).isZero();
    copy(data, copy);
    node = on("embedded", data).ready();
    rollback.lose(node.http());
    node.terminate();

    rollback.check(machine, on("embedded", copy).ready());
  }

  @Test
  void L7_the_rows_of_a_dump_are_restored_into_a_new_server() throws Exception {
    EmbeddedPostgres to = server(SERVER);
    NodeProcess migrating = on(to);
    Dump dump = new Dump.OfRows();
    lose(server(SERVER), dump);
    migrating.ready().terminate();

    dump.restore(to);

    rollback.check(machine, on(to).ready());
  }

  @Test
  void L7_a_dump_by_pg_dump_is_restored_by_psql_into_a_new_server() throws Exception {
    int major = Dump.OfTools.version();
    Path jar = major == 0 ? null : Dump.jar(major);
    assumeTrue(jar != null, "needs pg_dump and psql, and binaries of their version");
    Options options = SERVER.withBinaries(Binaries.fromJar(jar));
    Dump dump = new Dump.OfTools(machine.directory("dump").resolve("dump.sql"));
    lose(server(options), dump);
    EmbeddedPostgres to = server(options);

    dump.restore(to);

    rollback.check(machine, on(to).ready());
  }

  @Test
  void L7_live_clients_are_told_when_the_log_is_rolled_back_under_a_running_node()
      throws Exception {
    Path data = machine.data();
    Path copy = machine.directory("copy");
    ServerProcess server = machine.server(data);
    NodeProcess node = on("shared", data).ready();
    rollback.before(node.http());
    server.terminate();
    copy(data, copy);
    server = machine.server(data);
    SseClient live = machine.follow(node, "?after=0");
    rollback.lose(node.http());
    live.await(Rollback.SHARED + Rollback.LOST);
    server.terminate();
    run("rm", "-r", data.resolve("data").toString());
    copy(copy.resolve("data"), data.resolve("data"));

    machine.server(data);

    live.await(Rollback.SHARED + Rollback.LOST + 1);
    JsonObject told = live.events().get(Rollback.SHARED + Rollback.LOST);
    assertThat(told.getString("type")).isEqualTo("urn:tidings:problem:cursor-lost");
    rollback.check(machine, node);
  }

  private void lose(EmbeddedPostgres server, Dump dump) throws Exception {
    NodeProcess node = on(server).ready();
    rollback.before(node.http());
    dump.take(server);
    rollback.lose(node.http());
    node.terminate();
  }

  private EmbeddedPostgres server(Options options) {
    return machine.closing(EmbeddedPostgres.temporary(options));
  }

  private NodeProcess on(EmbeddedPostgres server) {
    return machine.node(
        "--cluster.mode", "none", "--log", "postgres", "--postgres.uri", server.uri());
  }

  private NodeProcess on(String log, Path data) {
    return machine.node("--cluster.mode", "none", "--log", log, "--data", data.toString());
  }

  /** With owners and modes. */
  private static void copy(Path from, Path to) throws Exception {
    run("cp", "-Rp", Files.exists(to) ? from + "/." : from.toString(), to.toString());
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
