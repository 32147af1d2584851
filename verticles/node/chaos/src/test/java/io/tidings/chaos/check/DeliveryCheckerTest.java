package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Receipt;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Seen;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Each damage to what clients and subscribers received is found under its number, and nothing else
 * is.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliveryCheckerTest extends BadHistory {

  @Test
  void G1_an_answer_before_it_was_recorded() {
    List<Intent> events = story.events("order-3");
    String operation = story.sends(events);
    story.acknowledges(operation, List.of(new Receipt(100, 4, 1))).witness();
    story.records(events);
    story.everybodyReads();
    onlyFinds("answered-too-early", "G1");
  }

  @Test
  void D1_an_event_seen_before_it_was_recorded() {
    story.everybodyReads();
    List<Intent> events = story.events("order-3");
    String operation = story.sends(events);
    Recorded early = new Recorded(0, 100, 4, "order-3", 1, "//shop", "id-4", "digest-4");
    story.and(story.seen("reader", 1, early)).witness();
    story.acknowledges(operation, story.records(events));
    story.handles("billing", "node-1", 3, 4).applies("billing", 3, 4);
    onlyFinds("too-early", "D1");
  }

  @Test
  void D1_an_event_handled_before_it_was_recorded() {
    story.everybodyReads();
    List<Intent> events = story.events("order-3");
    String operation = story.sends(events);
    story.and(new Handled(story.tick(), "billing", "node-1", 4, "order-3", 1)).witness();
    story.acknowledges(operation, story.records(events));
    story.sees("reader", 1, 3, 4).applies("billing", 3, 4);
    onlyFinds("too-early", "D1");
  }

  @Test
  void D1_an_event_that_is_seen_and_never_recorded() {
    story.everybodyReads();
    story.leavesUnanswered(story.sends(story.events("order-3")));
    Recorded never = new Recorded(0, 100, 4, "order-3", 1, "//shop", "id-4", "digest-4");
    story.and(story.seen("reader", 1, never));
    onlyFinds("never-recorded", "D1");
  }

  @Test
  void D1_an_effect_of_what_was_never_recorded() {
    story.everybodyReads().and(new Applied(story.tick(), "billing", 4, "order-3", 1));
    onlyFinds("never-recorded", "D1");
  }

  @Test
  void D2_a_hole_in_a_session() {
    story.everybodyReads().without(Seen.class, seen -> seen.position() == 2);
    onlyFinds("holes", "D2");
  }

  @Test
  void D2_an_event_that_comes_again_in_a_session() {
    story.everybodyReads().and(story.seen("reader", 1, story.log().get(2)));
    onlyFinds("holes", "D2");
  }

  @Test
  void D2_something_missed_between_two_sessions() {
    story.everybodyReads().opens("other", 1, 0).sees("other", 1, 0, 1);
    story.opens("other", 2, 2).sees("other", 2, 2, 3);
    onlyFinds("missed", "D2");
  }

  @Test
  void D2_a_subscriber_that_does_not_come_to_the_head() {
    story.everybodyReads().without(Seen.class, seen -> seen.position() == 3);
    onlyFinds("readers-behind", "D2");
  }
}
