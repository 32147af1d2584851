package io.tidings.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Dead;
import io.tidings.chaos.history.Entry.Declared;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Moved;
import io.tidings.chaos.history.Entry.Receipt;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Seen;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Each damage to a good history is found, under its number, and nothing else is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckerTest {

  Checker checker = new Checker();
  private final Story story = new Story().appends("order-1").appends("order-1", "order-2");

  @Test
  void L1_an_unanswered_append_of_which_a_part_was_recorded() {
    List<Intent> events = story.events("order-3", "order-4");
    String operation = story.sends(events);
    story.records(events.subList(0, 1));
    story.leavesUnanswered(operation).everybodyReads();
    onlyFinds("partial", "L1");
  }

  @Test
  void L1_an_event_that_nobody_sent() {
    story.records(story.events("order-3"));
    story.everybodyReads();
    onlyFinds("not-sent", "L1");
  }

  @Test
  void L2_a_reordering_within_a_stream() {
    story.version("order-1", 4).appends("order-1").version("order-1", 3).appends("order-1");
    story.everybodyReads();
    onlyFinds("versions", "L2", 2);
  }

  @Test
  void L2_a_gap_in_the_versions_of_a_stream() {
    story.version("order-1", 4).appends("order-1").everybodyReads();
    onlyFinds("versions", "L2");
  }

  @Test
  void L3_a_gap_in_positions() {
    story.position(5).appends("order-1").everybodyReads();
    Findings findings = onlyFinds("gaps", "L3");
    assertThat(findings.examples().get(0).sentence()).contains("nothing at positions 4 to 4");
  }

  @Test
  void L3_a_position_that_is_before_one_acknowledged_earlier() {
    story.position(5).appends("order-3").position(4).appends("order-4").everybodyReads();
    onlyFinds("reordered", "L3");
  }

  @Test
  void L3_events_of_an_append_in_another_order() {
    List<Intent> events = story.events("order-3", "order-4");
    String operation = story.sends(events);
    Receipt second = story.records(events.subList(1, 2)).get(0);
    Receipt first = story.records(events.subList(0, 1)).get(0);
    story.acknowledges(operation, List.of(first, second)).everybodyReads();
    onlyFinds("append-order", "L3");
  }

  @Test
  void L3_an_event_between_those_of_one_append() {
    List<Intent> events = story.events("order-3", "order-3");
    String operation = story.sends(events);
    List<Intent> others = story.events("order-3");
    String other = story.sends(others);
    Receipt first = story.records(events.subList(0, 1)).get(0);
    List<Receipt> between = story.records(others);
    Receipt last = story.records(events.subList(1, 2)).get(0);
    story.acknowledges(operation, List.of(first, last)).acknowledges(other, between);
    story.everybodyReads();
    onlyFinds("append-order", "L3");
  }

  @Test
  void L4_an_expected_version_that_was_not_the_one() {
    List<Intent> events = story.events("order-1");
    String operation = story.sends(1, events);
    story.acknowledges(operation, story.records(events)).everybodyReads();
    onlyFinds("unexpected-version", "L4");
  }

  @Test
  void L4_a_refusal_that_tells_a_version_of_the_past() {
    story.refuses(story.sends(0, story.events("order-1")), 409, 1).everybodyReads();
    onlyFinds("stale-answer", "L4");
  }

  @Test
  void L4_a_refusal_that_tells_a_version_of_the_future() {
    story.refuses(story.sends(0, story.events("order-1")), 409, 3);
    story.appends("order-1").everybodyReads();
    onlyFinds("stale-answer", "L4");
  }

  @Test
  void L4_a_refusal_that_tells_the_expected_version() {
    story.refuses(story.sends(2, story.events("order-1")), 409, 2).everybodyReads();
    onlyFinds("stale-answer", "L4");
  }

  @Test
  void L5_a_duplicate_in_the_log() {
    List<Intent> events = story.events("order-3");
    String operation = story.sends(events);
    List<Receipt> receipts = story.records(events);
    story.records(events);
    story.acknowledges(operation, receipts).everybodyReads();
    onlyFinds("duplicated", "L5");
  }

  @Test
  void L5_a_receipt_for_another_position() {
    List<Intent> events = story.events("order-3");
    String operation = story.sends(events);
    Receipt receipt = story.records(events).get(0);
    Receipt other = new Receipt(receipt.epoch(), receipt.position() - 1, receipt.version());
    story.acknowledges(operation, List.of(other)).everybodyReads();
    onlyFinds("elsewhere", "L5");
  }

  @Test
  void L5_one_receipt_for_two_events() {
    List<Intent> events = story.events("order-3", "order-4");
    String operation = story.sends(events);
    story.acknowledges(operation, story.records(events).subList(0, 1)).everybodyReads();
    onlyFinds("elsewhere", "L5");
  }

  @Test
  void L6_a_lost_event() {
    story.acknowledges(story.sends(story.events("order-3")), List.of(new Receipt(100, 4, 1)));
    story.everybodyReads();
    Findings findings = onlyFinds("lost", "L6");
    assertThat(findings.examples().get(0).sentence()).contains("id-4", "order-3", "operation-3");
    assertThat(findings.examples().get(0).entries()).hasAtLeastOneElementOfType(Acknowledged.class);
  }

  @Test
  void L8_other_content_in_the_log_than_was_sent() {
    List<Intent> events = story.events("order-3");
    String operation = story.sends(events);
    Intent sent = events.get(0);
    Intent other = new Intent(sent.source(), sent.id(), sent.stream(), "other");
    story.acknowledges(operation, story.records(List.of(other))).everybodyReads();
    onlyFinds("altered", "L8");
  }

  @Test
  void L8_other_content_for_a_subscriber_than_in_the_log() {
    story.everybodyReads();
    story.changed(
        Seen.class,
        seen -> seen.position() == 2,
        seen ->
            new Seen(
                seen.at(),
                seen.reader(),
                seen.session(),
                seen.epoch(),
                seen.position(),
                seen.stream(),
                seen.version(),
                seen.source(),
                seen.id(),
                "other"));
    onlyFinds("altered", "L8");
  }

  @Test
  void L8_another_version_for_a_handler_than_in_the_log() {
    story.everybodyReads();
    story.changed(
        Handled.class,
        handled -> handled.position() == 2,
        handled -> new Handled(handled.at(), "billing", "node-1", 2, "order-1", 9));
    onlyFinds("altered", "L8");
  }

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
  void G2_something_of_a_refused_append() {
    List<Intent> events = story.events("order-3");
    String operation = story.sends(events);
    story.records(events);
    story.refuses(operation, 503, Entry.ANY).everybodyReads();
    onlyFinds("refused-yet-recorded", "G2");
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

  @Test
  void an_outcome_of_what_nobody_sent() {
    story.everybodyReads().refuses("unheard-of", 400, Entry.ANY);
    onlyFinds("orphans", "H");
  }

  @Test
  void of_many_findings_some_are_kept_and_all_are_counted() {
    for (int i = 0; i < 100; i++) {
      story.acknowledges(
          story.sends(story.events("order-3")), List.of(new Receipt(100, 4 + i, 1 + i)));
    }
    story.everybodyReads();
    assertThat(onlyFinds("lost", "L6", 100).examples()).hasSize(Verdict.EXAMPLES);
  }

  private void moved(long token, long former, long through, long formerThrough, String owner) {
    story.and(new Moved(story.tick(), "billing", 0, token, former, through, formerThrough, owner));
  }

  private Findings onlyFinds(String check, String guarantee) {
    return onlyFinds(check, guarantee, 1);
  }

  private Findings onlyFinds(String check, String guarantee, long count) {
    Findings findings = checker.check(story.history());
    assertThat(findings.verdicts().stream().filter(verdict -> verdict.count() > 0))
        .as("%s", findings.examples())
        .extracting(Verdict::check, Verdict::guarantee, Verdict::count)
        .containsExactly(tuple(check, guarantee, count));
    assertThat(findings.examples()).extracting(Finding::guarantee).containsOnly(guarantee);
    return findings;
  }
}
