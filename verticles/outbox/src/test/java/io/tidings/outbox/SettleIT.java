package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted is what was read, and nothing that has come into its place. */
class SettleIT extends WithOutbox {

  private static final String ROWS =
      "select (select string_agg(id, ',' order by \"row\") from $.outbox),"
          + " (select count(*) from $.committed), (select string_agg(id, ',') from $.refused)";

  private final Vertx vertx = Vertx.vertx();
  private Outbox outbox;
  private Page page;

  @BeforeEach
  void read() throws Exception {
    outbox = new Outbox(vertx, config);
    service.publish("s-1", "one").publish("s-1", "two").commit();
    page = RelayNode.await(outbox.read(Bookmark.START));
  }

  @AfterEach
  void close() {
    RelayNode.await(outbox.close());
    RelayNode.await(vertx.close());
  }

  @Test
  void the_rows_of_a_page_are_deleted_and_those_refused_are_kept() throws Exception {
    assertThat(settle(page, Map.of(1, "no"))).isTrue();

    assertThat(service.look(ROWS)).isEqualTo("|0|two");
    assertThat(settle(page, Map.of())).isFalse();
  }

  @Test
  void a_row_that_has_become_that_of_another_event_stays() throws Exception {
    service.rows("update $.outbox set id = 'another' where id = 'two'");
    service.commit();

    assertThat(settle(page, Map.of(1, "no"))).isFalse();

    assertThat(service.look(ROWS)).isEqualTo("another|1|");
  }

  @Test
  void a_row_that_has_become_that_of_another_source_stays() throws Exception {
    service.rows("update $.outbox set source = '/another' where id = 'two'");
    service.commit();

    assertThat(settle(page, Map.of())).isFalse();

    assertThat(service.look(ROWS)).isEqualTo("two|1|");
  }

  @Test
  void a_number_that_has_become_that_of_another_transaction_stays() throws Exception {
    service.rows("update $.committed set transaction = 999");
    service.commit();

    assertThat(settle(page, Map.of())).isTrue();

    assertThat(service.look(ROWS)).isEqualTo("|1|");
  }

  @Test
  void nothing_is_deleted_on_another_server_than_the_one_that_was_read() throws Exception {
    Page elsewhere = new Page("another", page.rows(), false, page.holders(), 0, 0);

    assertThat(settle(elsewhere, Map.of(0, "no"))).isFalse();

    assertThat(service.look(ROWS)).isEqualTo("one,two|1|");
  }

  @Test
  void who_has_the_lease_has_lost_it_when_its_place_or_its_server_is_another() throws Exception {
    Turn turn = RelayNode.await(outbox.begin("a")).orElseThrow();
    Bookmark mark = turn.place.mark();
    Bookmark next = new Bookmark(7, 3, List.of(new Bookmark.Gap(2, 4, 1)));
    assertThat(RelayNode.await(outbox.begin("b"))).isEmpty();
    assertThat(RelayNode.await(outbox.keep("a", "another", mark, next))).isFalse();
    assertThat(RelayNode.await(outbox.keep("b", turn.run, mark, next))).isFalse();

    assertThat(RelayNode.await(outbox.keep("a", turn.run, mark, next))).isTrue();

    assertThat(RelayNode.await(outbox.keep("a", turn.run, mark, next))).isFalse();
    assertThat(RelayNode.await(outbox.begin("a")).orElseThrow().place.mark()).isEqualTo(next);
    service.rows("truncate $.relay");
    service.rows("insert into $.relay (holder, until) values ('a', '-infinity')");
    service.commit();
    assertThat(RelayNode.await(outbox.keep("a", turn.run, Bookmark.START, next))).isFalse();
  }

  private boolean settle(Page what, Map<Integer, String> reasons) {
    return RelayNode.await(outbox.settle(what, new TreeMap<>(reasons)));
  }
}
