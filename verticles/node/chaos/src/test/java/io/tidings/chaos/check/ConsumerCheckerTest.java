package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Dead;
import io.tidings.chaos.history.Entry.Declared;
import io.tidings.chaos.history.Entry.Handled;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Each damage to what consumers did is found under its number, and nothing else is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsumerCheckerTest extends BadHistory {

  @Test
  void C1_an_event_that_is_never_handled() {
    story.appends("order-3").everybodyReads();
    story.without(Handled.class, handled -> handled.position() == 2);
    story.without(Applied.class, applied -> applied.position() == 2);
    onlyFinds("not-handled", "C1");
  }

  @Test
  void C2_events_of_a_stream_handled_in_another_order() {
    story.everybodyReads();
    long last = story.tick();
    story.changed(
        Handled.class,
        handled -> handled.position() == 1,
        handled -> new Handled(last, "billing", "node-2", 1, "order-1", 1));
    onlyFinds("handled-out-of-order", "C2");
  }

  @Test
  void C2_effects_of_a_stream_in_another_order() {
    story.everybodyReads().without(Handled.class, handled -> true);
    long last = story.tick();
    story.changed(
        Applied.class,
        applied -> applied.position() == 1,
        applied -> new Applied(last, "billing", 1, "order-1", 1));
    onlyFinds("handled-out-of-order", "C2");
  }

  @Test
  void C3_an_effect_applied_twice() {
    story.everybodyReads().and(new Applied(story.tick(), "billing", 2, "order-1", 2));
    onlyFinds("applied-twice", "C3");
  }

  @Test
  void C3_an_event_without_its_effect() {
    story.everybodyReads().without(Applied.class, applied -> applied.position() == 2);
    onlyFinds("not-applied", "C3");
  }

  @Test
  void C4_two_owners_advancing_one_segment() {
    story.everybodyReads();
    moved(6, 5, 1, 1, "node-2");
    moved(6, 6, 2, 1, "node-2");
    moved(6, 6, 3, 2, "node-1");
    onlyFinds("two-owners", "C4");
  }

  @Test
  void C4_a_checkpoint_that_goes_back() {
    story.everybodyReads();
    moved(6, 5, 3, 3, "node-2");
    moved(6, 6, 1, 3, "node-2");
    onlyFinds("two-owners", "C4");
  }

  @Test
  void C4_a_takeover_that_goes_back() {
    story.everybodyReads();
    moved(6, 5, 1, 3, "node-2");
    onlyFinds("two-owners", "C4");
  }

  @Test
  void C4_a_token_that_goes_back() {
    story.everybodyReads();
    moved(6, 5, 1, 1, "node-2");
    moved(5, 6, 2, 1, "node-1");
    onlyFinds("two-owners", "C4");
  }

  @Test
  void C4_a_move_with_a_token_of_the_past() {
    story.everybodyReads();
    moved(6, 5, 1, 1, "node-2");
    moved(5, 5, 2, 1, "node-1");
    onlyFinds("two-owners", "C4");
  }

  @Test
  void C5_a_dead_letter_that_nobody_meant() {
    story.everybodyReads().and(new Dead(story.tick(), "billing", 2, "a timeout"));
    onlyFinds("dead-letters", "C5");
  }

  @Test
  void N1_a_consumer_that_does_not_come_to_the_head() {
    story.everybodyReads();
    story.without(Handled.class, handled -> handled.position() == 3);
    story.without(Applied.class, applied -> applied.position() == 3);
    onlyFinds("consumers-behind", "N1");
  }

  @Test
  void N1_a_consumer_that_never_begins() {
    story.everybodyReads();
    story.and(new Declared(story.tick(), "mail", 0, "order", false, List.of()));
    onlyFinds("consumers-behind", "N1");
  }
}
