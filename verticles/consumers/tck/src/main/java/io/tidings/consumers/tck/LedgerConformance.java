package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.Definitions.LedgerRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** C6: what was skipped, when, by whom and why. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface LedgerConformance extends ConsumersFixture {

  @Test
  default void C6_a_row_tells_what_by_whom_and_why() {
    AwaitedStore store = openStore();
    store.declare(Samples.consumer("mailing", 1));
    LedgerRow noted =
        new LedgerRow(
            99,
            Instant.EPOCH,
            "mailing",
            "skip",
            "node-1",
            "\"no\" type",
            "order-1",
            7L,
            "{\"type\":\"grün\"}");

    store.ask(one -> one.note(noted));

    List<LedgerRow> rows = read(store, "mailing", 0, 1000);
    assertThat(rows).hasSize(2);
    LedgerRow row = rows.get(1);
    assertThat(row)
        .usingRecursiveComparison()
        .ignoringFields("number", "at", "detail")
        .isEqualTo(noted);
    assertThat(row.detail()).contains("type", "grün");
    assertThat(row.number()).isGreaterThan(rows.get(0).number());
    assertThat(row.at()).isAfter(Instant.EPOCH);
  }

  @Test
  default void C6_rows_are_read_oldest_first_page_by_page() {
    AwaitedStore store = openStore();
    for (int number = 1; number <= 7; number++) {
      note(store, number % 2 == 0 ? "mailing" : "billing", "reason " + number);
    }

    List<LedgerRow> all = new ArrayList<>();
    List<LedgerRow> page = read(store, null, 0, 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      all.addAll(page);
      page = read(store, null, all.get(all.size() - 1).number(), 3);
    }

    assertThat(all)
        .extracting(LedgerRow::why)
        .containsExactly(
            "reason 1", "reason 2", "reason 3", "reason 4", "reason 5", "reason 6", "reason 7");
    assertThat(all).extracting(LedgerRow::number).isSorted().doesNotHaveDuplicates();
  }

  @Test
  default void C6_rows_are_read_for_one_consumer_or_for_all() {
    AwaitedStore store = openStore();
    note(store, "mailing", "one");
    note(store, "billing", "two");
    note(store, "mailing", "three");

    assertThat(read(store, "mailing", 0, 1000))
        .extracting(LedgerRow::why)
        .containsExactly("one", "three");
    assertThat(read(store, "billing", 0, 1000)).extracting(LedgerRow::why).containsExactly("two");
    assertThat(read(store, "nobody", 0, 1000)).isEmpty();
    assertThat(read(store, null, 0, 1000)).hasSize(3);
  }

  @Test
  default void a_page_holds_1_to_1000_rows() {
    AwaitedStore store = openStore();

    for (int limit : List.of(-1, 0, 1001)) {
      store.refusal(
          ConsumerFailure.Invalid.class, one -> one.ledger(new LedgerQuery(null, 0, limit)));
    }
  }

  private static void note(AwaitedStore store, String consumer, String why) {
    store.ask(
        one -> one.note(new LedgerRow(0, null, consumer, "skip", "me", why, null, null, null)));
  }

  private static List<LedgerRow> read(AwaitedStore store, String consumer, long after, int limit) {
    return store.ask(one -> one.ledger(new LedgerQuery(consumer, after, limit))).rows();
  }
}
