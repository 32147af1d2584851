package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What counts is when a transaction is committed, and only what is committed. */
class CommitOrderIT extends WithOutbox {

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
  void a_large_transaction_that_was_passed_over_is_read_to_its_end_and_nothing_else_again()
      throws Exception {
    RelayNode relay = relay(config.withBatchEvents(20), log);
    Service early = service();
    early.rows("set constraints all immediate");
    early.rows("select count($.publish('t', null, 's-1', 'l' || n)) from generate_series(1, 90) n");
    for (int n = 0; n < 50; n++) {
      service.publish("another", "a" + n).commit();
    }
    awaitRecorded(50);

    early.commit();
    early.publish("s-1", "behind").commit();
    service.publish("another", "a50").commit();

    awaitRecorded(142);
    awaitEmpty();
    assertThat(log.ids("s-1"))
        .containsExactlyElementsOf(
            Stream.concat(IntStream.rangeClosed(1, 90).mapToObj(n -> "l" + n), Stream.of("behind"))
                .toList());
    assertThat(log.ids("another")).hasSize(51).endsWith("a49", "a50");
    assertThat(relay.events("repeated")).isZero();
  }

  @Test
  void a_transaction_that_one_relay_has_passed_over_is_found_by_the_next() throws Exception {
    RelayNode first = relay();
    Service early = service();
    early.rows("set constraints all immediate");
    early.publish("s-1", "numbered first");
    service.publish("another", "numbered second").commit();
    awaitRecorded(1);
    awaitEmpty();
    first.close();
    assertThat(service.look("select number, missing_from, missing_to from $.relay"))
        .isEqualTo("3|{1}|{1}");

    relay();
    service.publish("another", "numbered third").commit();
    awaitRecorded(2);
    early.commit();
    early.publish("s-1", "behind").commit();

    awaitRecorded(4);
    awaitEmpty();
    assertThat(log.ids("s-1")).containsExactly("numbered first", "behind");
  }

  @Test
  void who_puts_rows_back_has_the_relay_look_again() throws Exception {
    relay();
    service.publish("s-1", "1").publish("s-1", "2").commit();
    awaitRecorded(2);
    awaitEmpty();
    await().until(() -> service.look("select number from $.relay").equals("2"));
    service.rows(
        "insert into $.outbox (transaction, \"row\", id, source, type, stream)"
            + " values (1, 1, 'put back', '/s', 't', 's-1')");
    service.rows("insert into $.committed values (1, 1, now())");
    service.commit();

    service.rows("update $.relay set number = 1, \"row\" = 0");
    service.commit();

    awaitRecorded(3);
    awaitEmpty();
    assertThat(log.ids()).containsExactly("1", "2", "put back");
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
}
