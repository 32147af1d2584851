package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.EventLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is published comes to the log, once, in commit order, whatever happens on the way. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Recorded log = new Recorded();
  private final List<AutoCloseable> open = new ArrayList<>();
  private OutboxConfig config;
  private Service service;

  @BeforeEach
  void begin() throws SQLException {
    config = TestServers.freshOutbox().withLease(Duration.ofMillis(900));
    service = service();
  }

  @AfterEach
  void end() throws Exception {
    for (int at = open.size() - 1; at >= 0; at--) {
      open.get(at).close();
    }
  }

  private Service service() throws SQLException {
    Service one = new Service(config);
    open.add(one);
    return one;
  }

  private RelayNode relay() {
    return relay(config, log);
  }

  private RelayNode relay(OutboxConfig settings, EventLog to) {
    RelayNode node = new RelayNode(settings, to);
    open.add(node);
    return node;
  }

  private void awaitRecorded(long events) {
    await().atMost(PATIENCE).until(() -> log.size() >= events);
  }

  private void awaitEmpty() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                service
                    .look(
                        "select (select count(*) from $.outbox), (select count(*) from $.committed)")
                    .equals("0|0"));
  }

  @Test
  void events_come_in_commit_order_of_their_stream_while_connections_break_and_answers_get_lost()
      throws Exception {
    log.failEvery(7);
    relay(config.withBatchEvents(20), log);
    relay(config.withBatchEvents(20), log);
    Writers writers = new Writers(config, 16, 60);
    open.add(writers);
    writers.start();
    while (!writers.done()) {
      service.rows(
          "select pg_terminate_backend(pid), pg_sleep(0.3) from pg_stat_activity"
              + " where application_name in ('tidings', 'tidings outbox') and pid <> pg_backend_pid()");
      service.commit();
    }
    writers.join();

    awaitRecorded(writers.published());
    awaitEmpty();
    assertThat(log.ids()).doesNotHaveDuplicates().hasSize(writers.published());
    writers.truth().forEach((stream, ids) -> assertThat(log.ids(stream)).as(stream).isEqualTo(ids));
  }

  @Test
  void a_relay_that_was_frozen_and_replaced_changes_nothing_when_it_wakes() throws Exception {
    for (int n = 0; n < 50; n++) {
      service.publish("s-" + n % 3, "a" + n).commit();
    }
    CountDownLatch woken = new CountDownLatch(1);
    open.add(woken::countDown);
    relay(config.withBatchEvents(10), log.freezing(woken));
    awaitRecorded(10);

    relay();
    awaitRecorded(50);
    awaitEmpty();
    service.publish("s-0", "last").commit();
    awaitRecorded(51);
    woken.countDown();

    awaitEmpty();
    assertThat(log.ids()).doesNotHaveDuplicates().hasSize(51).endsWith("last");
    assertThat(log.ids("s-0")).startsWith("a0", "a3", "a6").endsWith("a48", "last");
  }

  @Test
  void an_open_transaction_delays_nobody() throws Exception {
    relay();
    Service slow = service();
    slow.publish("s-1", "first published, last committed");

    service.publish("s-1", "second").commit();
    service.publish("s-2", "third").commit();

    awaitRecorded(2);
    assertThat(log.ids()).containsExactly("second", "third");
    awaitEmpty();
    slow.commit();
    awaitRecorded(3);
    assertThat(log.ids("s-1")).containsExactly("second", "first published, last committed");
  }

  @Test
  void what_is_rolled_back_to_a_savepoint_was_never_published() throws Exception {
    relay();
    service.rows("savepoint one");
    service.publish("s-1", "no").publish("s-2", "no, either");
    service.rows("rollback to one");
    service.publish("s-1", "first");
    service.rows("savepoint two");
    service.publish("s-2", "no more");
    service.rows("rollback to two");
    service.rows("savepoint three");
    service.publish("s-2", "second");
    service.rows("release three");
    service.commit();
    service.publish("s-1", "never").rollback();
    service.publish("s-1", "third").commit();

    awaitRecorded(3);
    awaitEmpty();
    assertThat(log.ids()).containsExactly("first", "second", "third");
  }

  @Test
  void a_transaction_of_20000_events_on_5000_streams_comes_whole_and_in_order() throws Exception {
    RelayNode relay = relay(config.withBatchEvents(700), log);
    service.rows(
        "select count($.publish('test.happened', '{}'::jsonb, 's-' || n % 5000, 'e' || n))"
            + " from generate_series(0, 19999) n");
    service.publish("s-7", "behind").commit();

    awaitRecorded(20_001);
    awaitEmpty();
    assertThat(log.ids("s-7")).containsExactly("e7", "e5007", "e10007", "e15007", "behind");
    assertThat(log.ids()).doesNotHaveDuplicates().hasSize(20_001);
    await().until(() -> relay.events("recorded") == 20_001);
  }

  @Test
  void a_backlog_of_bulk_transactions_is_read_a_page_at_a_time() throws Exception {
    for (int n = 0; n < 5; n++) {
      service.rows(
          "select count($.publish('test.happened', null, 's-' || n %% 5, '%d-' || n))".formatted(n)
              + " from generate_series(1, 200) n");
      service.commit();
    }
    List<String> published =
        service.rows("select id from $.outbox where stream = 's-3' order by \"row\"");
    service.commit();

    relay(config.withBatchEvents(7), log);

    awaitRecorded(1000);
    awaitEmpty();
    assertThat(log.ids("s-3")).isEqualTo(published);
  }

  @Test
  void what_the_log_refuses_is_kept_with_the_reason_and_holds_up_nobody() throws Exception {
    service.publish("s-1", "same").commit();
    service.rows("select $.publish('test.happened', '{\"other\": true}', 's-1', 'same')");
    service.publish("s-1", "next").commit();

    RelayNode relay = relay();

    awaitRecorded(2);
    awaitEmpty();
    assertThat(log.ids()).containsExactly("same", "next");
    assertThat(service.look("select id, reason, convert_from(data, 'UTF8') from $.refused"))
        .startsWith("same|id 'same' of source")
        .endsWith("{\"other\": true}");
    assertThat(relay.events("refused")).isEqualTo(1);

    service.rows(
        "with again as (delete from $.refused returning *)"
            + " select $.publish(type, data, stream, 'another', source, subject, time, content_type,"
            + " data_schema, extensions, case form when 'j' then 'json' when 't' then 'text'"
            + " when 'b' then 'binary' end) from again");
    service.commit();

    awaitRecorded(3);
    assertThat(log.ids("s-1")).containsExactly("same", "next", "another");
  }

  @Test
  void a_relay_that_sleeps_is_woken_without_polling() throws Exception {
    relay(config.withPoll(Duration.ZERO), log);
    List<String> ids = IntStream.range(0, 30).mapToObj(n -> "e" + n).toList();
    for (String id : ids) {
      service.publish("s-1", id).commit();
      awaitRecorded(ids.indexOf(id) + 1);
      await().until(this::asleep);
    }
    for (String level : List.of("repeatable read", "serializable")) {
      service.rows("set transaction isolation level " + level);
      service.publish("s-1", level).commit();
      await().until(() -> log.ids().contains(level));
    }
    assertThat(log.size()).isEqualTo(32);
  }

  private boolean asleep() throws SQLException {
    return service
        .look(
            "select count(*) from pg_locks where locktype = 'advisory' and objid = 64 and granted"
                + " and classid = ($.lock_space()::bigint & 4294967295)::oid")
        .equals("1");
  }

  @Test
  void constraints_set_immediate_and_settings_reset_lose_neither_events_nor_order()
      throws Exception {
    relay();
    service.rows("set constraints all immediate");
    service.publish("s-1", "1").publish("s-2", "2").publish("s-1", "3").commit();
    service.publish("s-1", "4");
    service.rows("reset all");
    service.publish("s-2", "5").publish("s-1", "6").commit();

    awaitRecorded(6);
    awaitEmpty();
    assertThat(log.ids("s-1")).containsExactly("1", "3", "4", "6");
    assertThat(log.ids("s-2")).containsExactly("2", "5");
  }

  @Test
  void a_transaction_that_took_its_number_long_before_it_can_be_seen_is_not_passed_over()
      throws Exception {
    relay();
    Service early = service();
    early.rows("set constraints all immediate");
    early.publish("s-1", "numbered first");
    service.publish("another", "numbered second").commit();
    awaitRecorded(1);
    awaitEmpty();

    early.commit();
    early.publish("s-1", "behind").commit();

    await().atMost(Duration.ofSeconds(15)).until(() -> log.size() == 3);
    assertThat(log.ids()).containsExactly("numbered second", "numbered first", "behind");
  }

  @Test
  void a_prepared_transaction_counts_from_when_it_is_committed() throws Exception {
    relay();
    service.rows("set local $.notify to off");
    service.publish("s-1", "prepared");
    service.rows("prepare transaction 'x" + config.schema() + "'");
    service.commit();
    Service other = service();
    other.publish("other-7", "meanwhile").commit();
    awaitRecorded(1);
    Service third = service();
    third.commitPrepared("x" + config.schema());
    third.publish("s-1", "behind").commit();

    awaitRecorded(3);
    awaitEmpty();
    assertThat(log.ids()).containsExactly("meanwhile", "prepared", "behind");
  }

  @Test
  void serializable_transactions_that_share_no_data_do_not_conflict() throws Exception {
    relay();
    Service one = service();
    Service two = service();
    one.rows("set transaction isolation level serializable");
    two.rows("set transaction isolation level serializable");
    one.publish("s-1", "one");
    two.publish("s-1", "two");
    one.commit();
    two.commit();

    awaitRecorded(2);
    assertThat(log.ids()).containsExactly("one", "two");
  }

  @Test
  void a_relay_that_ends_in_good_order_gives_its_lease_back() throws Exception {
    RelayNode first = relay();
    await().until(() -> service.look("select until > now() from $.relay").equals("t"));
    service.publish("s-1", "1").commit();
    awaitRecorded(1);
    awaitEmpty();
    first.close();

    assertThat(service.look("select until from $.relay")).isEqualTo("-infinity");
  }
}
