package io.tidings.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Acknowledged;
import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Receipt;
import io.tidings.chaos.history.Entry.Seen;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Each damage to the log, or to what clients were told of it, is found under its number, and
 * nothing else is.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogCheckerTest extends BadHistory {

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
  void G2_something_of_a_refused_append() {
    List<Intent> events = story.events("order-3");
    String operation = story.sends(events);
    story.records(events);
    story.refuses(operation, 503, Entry.ANY).everybodyReads();
    onlyFinds("refused-yet-recorded", "G2");
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
}
