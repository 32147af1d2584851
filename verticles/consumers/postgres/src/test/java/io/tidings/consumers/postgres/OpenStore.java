package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definition.Kind;
import io.tidings.consumers.Definition.OnFailure;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.Declaration;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.Progress;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments.Assignment;
import io.tidings.consumers.Segments.Checkpoint;
import io.tidings.consumers.Segments.Checkpoints;
import io.tidings.consumers.Segments.Claim;
import io.tidings.consumers.Segments.Lease;
import io.tidings.consumers.Segments.Segment;
import io.tidings.consumers.Start;
import io.tidings.fixtures.Psql;
import io.tidings.fixtures.TestServers;
import io.tidings.log.postgres.PostgresEventLog;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.log.tck.AwaitedLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A store and its log for each test, on the shared server, and the calls that tests make most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpenStore {

  static final String MAIL = "mail";
  static final Duration LEASE = Duration.ofMinutes(1);

  final Vertx vertx = Vertx.vertx();
  ReusedStore reused;
  PostgresLogConfig config;
  PostgresConsumerStore store;
  PostgresEventLog eventLog;
  AwaitedLog log;
  Psql psql;

  @BeforeAll
  void migrate() {
    reused = new ReusedStore(TestServers.shared());
  }

  @BeforeEach
  void open() throws SQLException {
    config = reused.emptied();
    store = await(PostgresConsumerStore.open(vertx, config));
    eventLog = await(PostgresEventLog.open(vertx, config));
    log = new AwaitedLog(eventLog);
    psql = reused.psql();
  }

  @AfterEach
  void close() throws SQLException {
    psql.close();
    await(store.close());
    await(eventLog.close());
  }

  @AfterAll
  void stop() {
    await(vertx.close());
  }

  static Definition definition(String name, int segments) {
    return new Definition(
        name,
        Kind.HANDLERS,
        Filter.ALL,
        Map.of(),
        Start.FIRST,
        segments,
        10,
        Retry.DEFAULT,
        OnFailure.DEAD_LETTER,
        Duration.ofSeconds(30));
  }

  void declare(int segments) {
    await(store.declare(new Declaration(definition(MAIL, segments), at(0), false, "test")));
  }

  Cursor at(long position) {
    return new Cursor(log.head().epoch(), position);
  }

  Assignment claim(String node, Segment... held) {
    return claim(node, LEASE, held);
  }

  Assignment claim(String node, Duration lease, Segment... held) {
    return await(
        store.claim(
            new Claim(MAIL, node, lease, List.of(held).stream().map(OpenStore::lease).toList())));
  }

  static Lease lease(Segment segment) {
    return new Lease(segment.slots().first(), segment.token());
  }

  /** Whether the checkpoint was moved. */
  boolean moves(Segment segment, Progress progress) {
    return checkpoint(segment, progress, false);
  }

  boolean release(Segment segment, Progress progress) {
    return checkpoint(segment, progress, true);
  }

  private boolean checkpoint(Segment segment, Progress progress, boolean release) {
    Checkpoint one = new Checkpoint(MAIL, lease(segment), progress, null, 1, 1.5, release, release);
    return await(store.checkpoint(new Checkpoints(List.of(one)))).segments().isEmpty();
  }

  Status status() {
    return await(store.status(new io.tidings.consumers.Definitions.Asked(MAIL))).consumers().get(0);
  }

  void seek(long position) {
    change(Command.SEEK, null, at(position), 0);
  }

  void reshape(int segments) {
    change(Command.RESHAPE, null, null, segments);
  }

  void change(Command command, Cursor from, Cursor to, int segments) {
    await(store.change(new Change(MAIL, command, from, to, segments, false, "test", "to see")));
  }

  /** The lease is over, as if that time had passed. */
  void endLeases(String node) throws SQLException {
    psql.rows(
        "update segment set lease_until = clock_timestamp() where owner = '%s'".formatted(node));
    psql.rows("delete from worker where node = '%s'".formatted(node));
  }

  static <T> T quietly(Callable<T> call) {
    try {
      return call.call();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
