package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.log.LogFailure.CursorLost;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L7: which cursors go on, and where the others are sent back to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface CursorConformance extends LogFixture {

  @Test
  default void L7_a_cursor_of_the_current_epoch_goes_on() {
    AwaitedLog log = openLog();
    List<Receipt> receipts = log.record(Samples.events("order-1", 5));

    for (Receipt receipt : receipts) {
      assertThat(log.read(after(receipt.cursor())).events())
          .extracting(RecordedEvent::position)
          .isEqualTo(receipts.stream().map(Receipt::position).skip(receipt.version()).toList());
    }
  }

  @Test
  default void L7_a_cursor_at_the_head_waits_for_what_comes() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));
    Cursor head = log.head().cursor();

    Page page = log.read(after(head));

    assertThat(page.events()).isEmpty();
    assertThat(page.end()).isTrue();
    log.record(Samples.event("order-1"));
    assertThat(log.read(after(head)).events())
        .extracting(RecordedEvent::position)
        .containsExactly(4L);
  }

  @Test
  default void L7_a_cursor_beyond_the_head_is_sent_back_to_the_head() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));
    Head head = log.head();

    for (long beyond : List.of(4L, 5L, 1_000_000_000_000L)) {
      Cursor lost = new Cursor(head.epoch(), beyond);
      CursorLost refusal = log.refusal(after(lost));
      assertThat(refusal.cursor()).isEqualTo(lost);
      assertThat(refusal.goBackTo()).isEqualTo(head.cursor());
    }
  }

  @Test
  default void L7_a_cursor_beyond_the_head_of_an_empty_log_is_sent_back_to_its_beginning() {
    AwaitedLog log = openLog();
    Head head = log.head();

    CursorLost refusal = log.refusal(after(new Cursor(head.epoch(), 1)));

    assertThat(refusal.goBackTo()).isEqualTo(new Cursor(head.epoch(), 0));
  }

  @Test
  default void L7_a_cursor_without_epoch_is_of_the_current_one() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));

    assertThat(log.read(after(new Cursor(0, 2))).events()).hasSize(1);
    assertThat(log.read(after(new Cursor(0, 3))).end()).isTrue();
    assertThat(log.refusal(after(new Cursor(0, 4))).goBackTo()).isEqualTo(log.head().cursor());
  }

  @Test
  default void L7_a_cursor_of_an_epoch_that_is_not_known_yet_shares_nothing() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));
    long epoch = log.head().epoch();

    for (long position : List.of(1L, 3L, 9L)) {
      Cursor lost = new Cursor(epoch + 1, position);
      CursorLost refusal = log.refusal(after(lost));
      assertThat(refusal.cursor()).isEqualTo(lost);
      assertThat(refusal.goBackTo()).isEqualTo(new Cursor(epoch, 0));
    }
  }

  @Test
  default void L7_a_cursor_of_an_epoch_before_the_first_shares_nothing_but_the_beginning() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));
    long epoch = log.head().epoch();

    assertThat(log.refusal(after(new Cursor(epoch - 1, 2))).goBackTo())
        .isEqualTo(new Cursor(epoch, 0));
    assertThat(log.read(after(new Cursor(epoch - 1, 0))).events()).hasSize(3);
  }

  @Test
  default void L7_a_cursor_is_refused_whatever_the_reader_filters() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));
    Cursor lost = new Cursor(log.head().epoch(), 4);

    for (Filter filter :
        List.of(Filter.stream("order-1"), Filter.types("none"), Filter.category("order"))) {
      assertThat(log.refusal(Query.after(lost, filter, 10)).goBackTo())
          .isEqualTo(log.head().cursor());
    }
  }

  @Test
  default void L7_whoever_goes_back_as_directed_reads_on() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));
    CursorLost refusal = log.refusal(after(new Cursor(log.head().epoch(), 7)));

    log.record(Samples.event("order-1"));

    assertThat(log.read(after(refusal.goBackTo())).events())
        .extracting(RecordedEvent::position)
        .containsExactly(4L);
  }

  private static Query after(Cursor cursor) {
    return Query.after(cursor, Filter.ALL, 100);
  }
}
