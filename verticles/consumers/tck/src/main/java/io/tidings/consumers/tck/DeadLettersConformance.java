package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.FailedEvent;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Segments.Lease;
import io.tidings.model.StreamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** C5: what failed is kept with its cause and its attempts, and can be found. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface DeadLettersConformance extends ConsumersFixture {

  @Test
  default void C5_a_dead_letter_tells_all_about_the_failure() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Failure failure = Samples.dead(mailing, node.lease("order-1"), "order-1", recorded);
    assertThat(node.holds(failure)).isTrue();

    List<DeadLetter> letters = store.letters(mailing);

    assertThat(letters).hasSize(1);
    DeadLetter letter = letters.get(0);
    assertThat(letter.consumer()).isEqualTo("mailing");
    assertThat(letter.stream()).isEqualTo("order-1");
    assertThat(letter.slot()).isEqualTo(StreamName.slot("order-1"));
    assertThat(letter.event()).isEqualTo(failure.event());
    assertThat(letter.state()).isEqualTo(HeldState.DEAD);
    assertThat(letter.since()).isNotNull();
    assertThat(letter.attempts()).containsExactly(failure.attempt());
    assertThat(letter.redrives()).isZero();
    assertThat(letter.replacement()).isNull();
  }

  @Test
  default void C5_the_latest_20_attempts_are_kept_oldest_first() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    Lease lease = node.lease("order-1");
    for (int attempt = 1; attempt <= 25; attempt++) {
      assertThat(
              node.holds(
                  Samples.failure(
                      mailing,
                      lease,
                      "order-1",
                      recorded,
                      HeldState.RETRYING,
                      Samples.LONG,
                      Samples.attempt(attempt))))
          .isTrue();
    }

    assertThat(store.letters(mailing).get(0).attempts())
        .extracting(Attempt::number)
        .isEqualTo(IntStream.rangeClosed(6, 25).boxed().toList());
    assertThat(store.held(mailing, "order-1").attempts()).isEqualTo(25);
  }

  @Test
  default void dead_letters_are_found_by_what_they_are() {
    AwaitedStore store = openStore();
    List<String> streams = Samples.streams(4);
    List<Long> at = streams.stream().map(this::record).toList();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    Definition billing = store.declare(Samples.consumer("billing", 1));
    WorkingNode mails = store.node(mailing, "node").claims(1);
    WorkingNode bills = store.node(billing, "node").claims(1);
    fail(mails, mailing, streams.get(0), at.get(0), HeldState.DEAD, "a", "java.lang.Error");
    fail(mails, mailing, streams.get(1), at.get(1), HeldState.RETRYING, "b", "java.lang.Error");
    fail(mails, mailing, streams.get(2), at.get(2), HeldState.STOPPED, "b", "shop.My$Error");
    fail(bills, billing, streams.get(3), at.get(3), HeldState.DEAD, "a", "shop.Terror");

    assertThat(found(store, which("mailing", null, null, null, null, null)))
        .isEqualTo(at.subList(0, 3));
    assertThat(found(store, which(null, null, null, null, null, null))).isEqualTo(at);
    assertThat(found(store, which(null, HeldState.DEAD, null, null, null, null)))
        .containsExactly(at.get(0), at.get(3));
    assertThat(found(store, which(null, HeldState.STOPPED, null, null, null, null)))
        .containsExactly(at.get(2));
    assertThat(found(store, which(null, null, at.get(1), null, null, null)))
        .containsExactly(at.get(1));
    assertThat(found(store, which(null, null, null, streams.get(2), null, null)))
        .containsExactly(at.get(2));
    assertThat(found(store, which(null, null, null, null, "a", null)))
        .containsExactly(at.get(0), at.get(3));
    assertThat(found(store, which(null, null, null, null, null, "java.lang.Error")))
        .containsExactly(at.get(0), at.get(1));
    assertThat(found(store, which(null, null, null, null, null, "Error")))
        .containsExactlyElementsOf(at.subList(0, 3));
    assertThat(found(store, which("mailing", HeldState.DEAD, at.get(0), null, "b", null)))
        .isEmpty();
  }

  @Test
  default void dead_letters_are_found_by_their_age() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(node.holds(Samples.dead(mailing, node.lease("order-1"), "order-1", recorded)))
        .isTrue();

    assertThat(store.letters(aged(mailing, Samples.LONG))).isEmpty();
    assertThat(store.letters(aged(mailing, Duration.ZERO))).hasSize(1);
    store.eventually("its age", () -> !store.letters(aged(mailing, Samples.SHORT)).isEmpty());
  }

  @Test
  default void a_released_stream_is_no_dead_letter() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    assertThat(node.holds(Samples.dead(mailing, node.lease("order-1"), "order-1", recorded)))
        .isTrue();
    assertThat(store.letters(mailing)).hasSize(1);

    assertThat(node.advances("order-1", recorded, false)).isTrue();

    assertThat(store.letters(mailing)).isEmpty();
    assertThat(store.held(mailing)).hasSize(1);
  }

  @Test
  default void dead_letters_come_in_pages_in_order_of_position() {
    AwaitedStore store = openStore();
    List<String> streams = Samples.streams(8);
    List<Long> positions = streams.stream().map(this::record).toList();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode node = store.node(mailing, "node").claims(1);
    for (int at : List.of(3, 0, 7, 5, 1, 2, 6, 4)) {
      Lease lease = node.lease(streams.get(at));
      assertThat(node.holds(Samples.dead(mailing, lease, streams.get(at), positions.get(at))))
          .isTrue();
    }

    List<Long> read = new ArrayList<>();
    for (long after = 0; after < positions.get(7); after = read.get(read.size() - 1)) {
      long from = after;
      List<DeadLetter> page =
          store
              .ask(one -> one.deadLetters(new DeadLetterQuery(Samples.any(mailing), from, 3)))
              .letters();
      assertThat(page).hasSizeBetween(1, 3);
      page.forEach(letter -> read.add(letter.event().position()));
    }

    assertThat(read).isEqualTo(positions);
  }

  @Test
  default void a_page_holds_1_to_1000_dead_letters() {
    AwaitedStore store = openStore();
    Definition mailing = store.declare(Samples.consumer("mailing", 1));

    for (int limit : List.of(-1, 0, 1001)) {
      store.refusal(
          ConsumerFailure.Invalid.class,
          one -> one.deadLetters(new DeadLetterQuery(Samples.any(mailing), 0, limit)));
    }
  }

  private static void fail(
      WorkingNode node,
      Definition consumer,
      String stream,
      long position,
      HeldState state,
      String type,
      String error) {
    Duration due = state == HeldState.RETRYING ? Samples.LONG : null;
    FailedEvent event = new FailedEvent(position, type, "/shop", "id-" + position);
    assertThat(
            node.holds(
                new Failure(
                    consumer.name(),
                    node.lease(stream),
                    stream,
                    StreamName.slot(stream),
                    event,
                    state,
                    due,
                    Samples.attempt(1, error))))
        .isTrue();
  }

  private static Which which(
      String consumer, HeldState state, Long position, String stream, String type, String error) {
    return new Which(consumer, state, position, stream, type, error, null);
  }

  private static Which aged(Definition consumer, Duration age) {
    return new Which(consumer.name(), null, null, null, null, null, age);
  }

  private static List<Long> found(AwaitedStore store, Which which) {
    return store.letters(which).stream().map(letter -> letter.event().position()).toList();
  }
}
