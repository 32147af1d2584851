package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Inbox.Entry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a consumer has done already. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public interface InboxConformance extends ConsumersFixture {

  @Test
  default void what_was_entered_is_known_from_then_on() {
    AwaitedStore store = openStore();
    long first = record("order-1");
    long second = record("order-1");
    store.declare(Samples.consumer("mailing", 1));

    assertThat(knows(store, "mailing", first)).isFalse();
    assertThat(enter(store, "mailing", first)).isFalse();

    assertThat(knows(store, "mailing", first)).isTrue();
    assertThat(knows(store, "mailing", second)).isFalse();
  }

  @Test
  default void what_is_entered_again_was_there_before() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    store.declare(Samples.consumer("mailing", 1));

    assertThat(enter(store, "mailing", recorded)).isFalse();
    assertThat(enter(store, "mailing", recorded)).isTrue();
    assertThat(enter(store, "mailing", recorded)).isTrue();
  }

  @Test
  default void every_consumer_has_an_inbox_of_its_own() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    store.declare(Samples.consumer("mailing", 1));
    store.declare(Samples.consumer("billing", 1));

    enter(store, "mailing", recorded);

    assertThat(knows(store, "billing", recorded)).isFalse();
    assertThat(enter(store, "billing", recorded)).isFalse();
    assertThat(knows(store, "mailing", recorded)).isTrue();
  }

  @Test
  default void an_inbox_is_not_touched_by_a_move() {
    AwaitedStore store = openStore();
    long recorded = record("order-1");
    Definition mailing = store.declare(Samples.consumer("mailing", 1));
    WorkingNode one = store.node(mailing, "one").claims(1);
    enter(store, "mailing", recorded);
    one.giveBackAll();
    one.leave();

    store.node(mailing, "two").claims(1);

    assertThat(knows(store, "mailing", recorded)).isTrue();
  }

  private static boolean knows(AwaitedStore store, String consumer, long position) {
    return store.ask(one -> one.knows(new Entry(consumer, position))).known();
  }

  private static boolean enter(AwaitedStore store, String consumer, long position) {
    return store.ask(one -> one.enter(new Entry(consumer, position))).known();
  }
}
