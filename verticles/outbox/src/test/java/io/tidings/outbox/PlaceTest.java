package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlaceTest {

  private final Place place = new Place(Bookmark.START);

  @Test
  void a_missing_number_is_asked_for_until_all_who_were_committing_have_ended() {
    place.pass(page(false, Set.of("a", "b"), 1, 2, 4));
    assertThat(place.mark().number()).isEqualTo(5);
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

    assertThat(place.mark().number()).isEqualTo(10);
    assertGaps("1-1", "3-4", "7-8");
  }

  @Test
  void a_page_that_is_full_is_gone_on_with_in_the_transaction_of_its_last_row() {
    place.pass(page(true, Set.of(), 1, 2));

    assertThat(place.mark().number()).isEqualTo(2);
    assertThat(place.mark().row()).isEqualTo(2);
  }

  @Test
  void what_lies_behind_late_rows_that_fill_a_page_is_read_again() {
    place.pass(page(false, Set.of("a"), 1, 4, 8));
    assertGaps("2-3", "5-7");

    place.pass(page(true, Set.of("a"), 2, 3));
    assertThat(place.mark().number()).isEqualTo(9);
    assertThat(place.mark().row()).isZero();
    assertGaps("3-3 behind 3", "5-7");

    place.pass(page(true, Set.of(), 3));
    assertGaps("3-3 behind 3", "5-7");
    place.pass(page(false, Set.of(), 3, 6, 9));
    assertThat(place.mark().number()).isEqualTo(10);
    assertGaps("5-5", "7-7");

    place.pass(page(false, Set.of()));
    assertGaps();
  }

  @Test
  void what_late_rows_leave_unread_of_their_own_gap_is_asked_for_though_nobody_commits() {
    place.pass(page(false, Set.of("a"), 1, 8));
    assertGaps("2-7");

    place.pass(page(true, Set.of(), 4));
    assertGaps("2-3", "4-4 behind 4", "5-7");

    place.pass(page(false, Set.of(), 4, 6));
    assertGaps("5-5", "7-7");
  }

  @Test
  void gaps_that_were_written_down_are_asked_for_until_all_who_are_committing_now_have_ended() {
    Bookmark mark = new Bookmark(9, 5, List.of(gap(2, 3, 1), gap(6, 6, 0)));
    Place place = new Place(mark);
    assertThat(place.mark()).isEqualTo(mark);

    place.pass(page(false, Set.of("a"), 3));
    assertThat(place.mark()).isEqualTo(new Bookmark(9, 5, List.of(gap(2, 2, 1), gap(6, 6, 0))));
    place.pass(page(false, Set.of()));
    assertThat(place.mark().gaps()).hasSize(2);

    place.pass(page(false, Set.of(), 6));
    assertThat(place.mark()).isEqualTo(new Bookmark(9, 5, List.of()));
  }

  @Test
  void a_page_of_nothing_but_an_empty_transaction_is_passed() {
    place.pass(new Page("", List.of(OutboxRow.none(1, 1)), true, Set.of(), 0, 0));

    assertThat(place.mark().number()).isEqualTo(2);
    assertThat(place.mark().row()).isZero();
  }

  @Test
  void whoever_has_it_look_again_from_the_start_need_not_know_of_the_gaps() {
    Place again = new Place(new Bookmark(1, 0, List.of(gap(2, 3, 1))));

    assertThat(again.mark()).isEqualTo(Bookmark.START);
  }

  private static Bookmark.Gap gap(long first, long last, long row) {
    return new Bookmark.Gap(first, last, row);
  }

  private void assertGaps(String... gaps) {
    assertThat(
            place.mark().gaps().stream()
                .map(
                    gap ->
                        gap.first()
                            + "-"
                            + gap.last()
                            + (gap.row() == 0 ? "" : " behind " + gap.row())))
        .containsExactly(gaps);
  }

  /** One row of each number; the transaction and the row are numbered as that. */
  private static Page page(boolean more, Set<String> holders, long... numbers) {
    return new Page(
        "",
        LongStream.of(numbers)
            .mapToObj(n -> new OutboxRow(n, n, n, "", "", null, "its problem"))
            .toList(),
        more,
        holders,
        0,
        0);
  }
}
