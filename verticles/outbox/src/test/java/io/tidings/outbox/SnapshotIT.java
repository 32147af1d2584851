package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Somebody keeps a snapshot open, so that nothing of what is deleted is cleared away; and a number,
 * so that something before all of it may turn up.
 */
class SnapshotIT extends WithOutbox {

  private static final int DELETED = 20_000;

  /** A transaction each. */
  private static final String FILL =
      """
      insert into $.outbox (transaction, "row", form, id, source, type, stream, data)
        select n, n, 'j', n, '/s', 't', 's-' || n %% 50, '{}' from generate_series(2, %1$d) n;
      insert into $.committed select n, n, now() from generate_series(2, %1$d) n;
      select setval('$.outbox_row', %1$d), setval('$.committed_number', %1$d);
      """
          .formatted(DELETED);

  @Test
  void a_relay_that_begins_looks_at_nothing_that_was_deleted_before() throws Exception {
    Service early = service();
    early.rows("set transaction isolation level repeatable read");
    early.rows("set constraints all immediate");
    early.publish("s-1", "early");
    service.rows("set local session_replication_role = replica");
    service.rows(FILL);
    service.commit();
    // None that is slow for a moment begins anew by itself.
    OutboxConfig patient = config.withBatchEvents(2000).withLease(Duration.ofMinutes(1));
    RelayNode first = relay(patient, log);
    awaitRecorded(DELETED - 1);
    awaitEmpty();
    close(first);
    final long looked = looked();

    RelayNode next = relay(patient, log);
    service.publish("another", "new").commit();
    awaitRecorded(DELETED);
    service.rows(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where application_name in ('tidings', 'tidings outbox')");
    service.publish("another", "newer").commit();
    awaitRecorded(DELETED + 1);
    early.commit();
    awaitRecorded(DELETED + 2);
    close(next);

    assertThat(looked() - looked).isLessThan(DELETED / 10);
    assertThat(log.ids()).endsWith("new", "newer", "early");
  }

  /** What its sessions have counted is known when they have ended. */
  private void close(RelayNode relay) {
    relay.close();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                service
                    .look(
                        "select count(*) from pg_stat_activity"
                            + " where application_name in ('tidings', 'tidings outbox')")
                    .equals("0"));
  }

  /** Entries of indexes, dead ones as well; those that this session has looked at are counted. */
  private long looked() throws SQLException {
    service.look("select pg_stat_force_next_flush()");
    return Long.parseLong(
        service.look(
            "select sum(idx_tup_read) from pg_stat_user_indexes"
                + " where indexrelname in ('outbox_order', 'committed_number_pk')"
                + " and schemaname = '$'"));
  }
}
