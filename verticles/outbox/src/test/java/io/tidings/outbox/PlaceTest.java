package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaceTest {

  private final Place place = new Place();

  @Test
  void a_missing_number_is_asked_for_until_all_who_were_committing_have_ended() {
    place.pass(page(false, Set.of("a", "b"), 1, 2, 4));
    assertThat(place.number()).isEqualTo(5);
    assertGaps("3-3");

    place.pass(page(false, Set.of("b", "c"), 5));
    assertGaps("3-3");
    place.pass(page(false, Set.of("c"), 6));
    assertGaps("3-3");

    place.pass(page(false, Set.of("c"), 7));
    assertGaps();
  }

  @Test
  void a_number_that_has_become_visible_is_not_asked_for_again() {
    place.pass(page(false, Set.of("a"), 5));
    assertGaps("1-4");

    place.pass(page(false, Set.of("a"), 2, 6, 9));

    assertThat(place.number()).isEqualTo(10);
    assertGaps("1-1", "3-4", "7-8");
  }

  @Test
  void a_page_that_is_full_is_gone_on_with_in_the_transaction_of_its_last_row() {
    place.pass(page(true, Set.of(), 1, 2));

    assertThat(place.number()).isEqualTo(2);
    assertThat(place.row()).isEqualTo(2);
  }

  @Test
  void what_lies_behind_late_rows_that_fill_a_page_is_read_again() {
    place.pass(page(false, Set.of("a"), 1, 4, 8));
    assertGaps("2-3", "5-7");

    place.pass(page(true, Set.of("a"), 2, 3));

    assertThat(place.number()).isEqualTo(3);
    assertThat(place.row()).isEqualTo(3);
    assertGaps();
  }

  @Test
  void a_page_of_nothing_but_an_empty_transaction_is_passed() {
    place.pass(new Page(java.util.List.of(OutboxRow.none(1)), true, Set.of(), 0, 0));

    assertThat(place.number()).isEqualTo(2);
    assertThat(place.row()).isZero();
  }

  private void assertGaps(String... gaps) {
    Long[] firsts = place.firsts();
    Long[] lasts = place.lasts();
    String[] found = new String[firsts.length];
    Arrays.setAll(found, at -> firsts[at] + "-" + lasts[at]);
    assertThat(found).containsExactly(gaps);
  }

  /** One row of each number; the transaction and the row are numbered as that. */
  private static Page page(boolean more, Set<String> holders, long... numbers) {
    return new Page(
        LongStream.of(numbers).mapToObj(n -> new OutboxRow(n, n, n, null, "")).toList(),
        more,
        holders,
        0,
        0);
  }
}
