package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is published comes to the log, once, whatever happens to relays on the way. */
class OutboxIT extends WithOutbox {

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
  void L5_what_is_published_again_with_its_own_id_is_not_recorded_twice() throws Exception {
    service.publish("s-1", "mine").commit();
    RelayNode relay = relay();
    awaitRecorded(1);
    awaitEmpty();

    service.publish("s-1", "mine").commit();
    service.publish("s-1", "next").commit();

    awaitRecorded(2);
    awaitEmpty();
    assertThat(log.ids()).containsExactly("mine", "next");
    assertThat(service.look("select count(*) from $.refused")).isEqualTo("0");
    assertThat(relay.events("repeated")).isEqualTo(1);
  }

  @Test
  void a_relay_that_sleeps_is_woken_without_polling() throws Exception {
    relay(config.withPoll(Duration.ZERO), log);
    List<String> ids = IntStream.range(0, 30).mapToObj(n -> "e" + n).toList();
    for (String id : ids) {
      service.publish("s-1", id).commit();
      awaitRecorded(ids.indexOf(id) + 1);
      await().until(service::relaySleeps);
    }
    for (String level : List.of("repeatable read", "serializable")) {
      service.rows("set transaction isolation level " + level);
      service.publish("s-1", level).commit();
      await().until(() -> log.ids().contains(level));
    }
    assertThat(log.size()).isEqualTo(32);
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
