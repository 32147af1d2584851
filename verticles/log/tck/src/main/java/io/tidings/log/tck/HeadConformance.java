package io.tidings.log.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** L3: the head, which is the number of events and the last position that can be read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface HeadConformance extends LogFixture {

  @Test
  default void L3_the_head_counts_the_events_from_0() {
    AwaitedLog log = openLog();
    assertThat(log.head().position()).isZero();

    log.record(Samples.event("order-1"));
    assertThat(log.head().position()).isEqualTo(1);

    log.record(Samples.events("order-2", 5));
    assertThat(log.head().position()).isEqualTo(6);
  }

  @Test
  default void L3_the_head_is_where_the_last_receipt_says() {
    AwaitedLog log = openLog();
    for (int at = 0; at < 5; at++) {
      List<Receipt> receipts = log.record(Samples.events("order-" + at, 2));

      Receipt last = receipts.get(receipts.size() - 1);
      assertThat(log.head()).isEqualTo(new Head(last.epoch(), last.position()));
      assertThat(log.head().cursor()).isEqualTo(last.cursor());
    }
  }

  @Test
  default void L3_everything_up_to_the_head_can_be_read_at_once() {
    AwaitedLog log = openLog();
    for (int at = 1; at <= 20; at++) {
      NewEvent event = Samples.event("order-" + at);
      log.record(event);

      assertThat(log.read(Query.after(new Cursor(0, at - 1L), Filter.ALL, 10)).events())
          .extracting(RecordedEvent::event)
          .containsExactly(event);
    }
  }

  @Test
  default void L3_what_is_refused_or_repeated_leaves_the_head_where_it_is() {
    AwaitedLog log = openLog();
    NewEvent known = Samples.event("order-1");
    log.record(known);
    Head head = log.head();

    log.append(Append.of(known));
    assertThat(log.head()).isEqualTo(head);
    log.append(Append.to("order-1", 0, Samples.event("order-1")));
    assertThat(log.head()).isEqualTo(head);
    log.append(Append.of(Samples.event("order-2", known.id())));
    assertThat(log.head()).isEqualTo(head);
    log.append(Append.of(known, Samples.event("order-1")));
    assertThat(log.head()).isEqualTo(head);
  }

  @Test
  default void L3_a_page_tells_the_head_whatever_it_holds() {
    AwaitedLog log = openLog();
    log.record(Samples.events("order-1", 3));
    Head head = log.head();

    assertThat(log.read(Query.after(Cursor.START, Filter.ALL, 1)).head()).isEqualTo(head);
    assertThat(log.read(Query.stream("order-1", 0, 10)).head()).isEqualTo(head);
    assertThat(log.read(Query.stream("order-2", 0, 10)).head()).isEqualTo(head);
    assertThat(head.position()).isEqualTo(3);
  }

  @Test
  default void L3_events_are_of_the_epoch_of_the_head() {
    AwaitedLog log = openLog();
    long epoch = log.head().epoch();
    log.record(Samples.events("order-1", 3));
    log.record(Samples.event("order-2"));

    assertThat(epoch).isPositive().isEqualTo(log.head().epoch());
    assertThat(log.readAll()).hasSize(4).extracting(RecordedEvent::epoch).containsOnly(epoch);
  }
}
