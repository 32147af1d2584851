package io.tidings.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Dead;
import io.tidings.chaos.history.Entry.Declared;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Moved;
import io.tidings.chaos.history.Entry.Receipt;
import io.tidings.chaos.history.History;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the guarantees allow is not reported. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoodHistoryCheckerTest {

  private final Story story = new Story();

  @Test
  void nothing_at_all_is_good() {
    assertThat(new Checker().check(History.of(List.of())).examples()).isEmpty();
  }

  @Test
  void all_that_the_guarantees_allow_in_one_run_is_good() {
    story.witness().appends("order-1").appends("order-1", "order-2", "order-1").witness();
    unknownOutcomes();
    refusals();
    repetitionUnderAnotherName();
    overlappingAcknowledgements();
    story.witness().epoch(200).witness().appends("order-2", "cart-1", "poison-1", "poison-1");
    story.witness();
    readersThatReconnect();
    consumersThatMove();

    assertThat(new Checker().check(story.history()).examples()).isEmpty();
  }

  private void unknownOutcomes() {
    List<Intent> recorded = story.events("order-3", "order-3");
    String first = story.sends(recorded);
    story.records(recorded);
    story.leavesUnanswered(first);
    story.leavesUnanswered(story.sends(story.events("order-4", "order-4")));
    story.sends(story.events("order-5"));
    List<Intent> died = story.events("order-6");
    story.sends(died);
    story.records(died);
  }

  private void refusals() {
    story.refuses(story.sends(story.events("order-1")), 400, Entry.ANY);
    story.refuses(story.sends(0, story.events("order-1")), 409, 3);
    story.refuses(story.sends(7, story.events("order-none")), 409, 0);
    List<Intent> expecting = story.events("order-1");
    String operation = story.sends(3, expecting);
    String overtaken = story.sends(3, story.events("order-1"));
    List<Receipt> receipts = story.records(expecting);
    story.refuses(overtaken, 409, 4).acknowledges(operation, receipts);
  }

  private void repetitionUnderAnotherName() {
    List<Intent> events = story.events("order-7");
    String first = story.sends(events);
    List<Receipt> receipts = story.records(events);
    story.leavesUnanswered(first).appends("order-1");
    story.acknowledges(story.sends(events), receipts);
    Intent reused = new Intent(events.get(0).source(), events.get(0).id(), "order-7", "other");
    story.refuses(story.sends(List.of(reused)), 409, Entry.ANY);
  }

  private void overlappingAcknowledgements() {
    List<Intent> left = story.events("order-8");
    List<Intent> right = story.events("order-8");
    String first = story.sends(left);
    String second = story.sends(right);
    List<Receipt> ofSecond = story.records(right);
    List<Receipt> ofFirst = story.records(left);
    story.acknowledges(first, ofFirst).acknowledges(second, ofSecond);
  }

  private void readersThatReconnect() {
    long head = story.log().size();
    story.opens("reader", 1, 0).sees("reader", 1, 0, 4);
    story.opens("reader", 2, 4).opens("reader", 3, 4).sees("reader", 3, 4, 6);
    story.opens("reader", 4, 3).sees("reader", 4, 3, head);
    story.opens("late", 1, 5).sees("late", 1, 5, head);
    story.opens("last", 1, head);
  }

  private void consumersThatMove() {
    long head = story.log().size();
    story.and(new Declared(story.tick(), "orders", 0, "order", true, List.of()));
    story.and(new Declared(story.tick(), "late", 3, "", false, List.of("poison-1")));
    story.and(new Dead(story.tick(), "late", head, "it is poison"));
    story.and(moved(1, 0, 0, 0, "node-1"));
    story.handles("billing", "node-1", 0, 6).and(moved(1, 1, 3, 0, "node-1"));
    story.and(moved(2, 1, 3, 3, "node-2")).handles("billing", "node-2", 3, 8);
    story.and(moved(2, 2, 8, 3, "node-2")).and(moved(2, 2, 8, 8, null));
    story.and(moved(3, 2, 5, 8, null)).and(moved(4, 3, 5, 5, "node-1"));
    story.handles("billing", "node-1", 5, head).and(moved(4, 4, head, 5, "node-1"));
    story.applies("billing", 0, head);
    story.handles("orders", "puller", 0, head).applies("orders", 0, head);
    story.handles("late", "node-3", 3, head - 2);
    story.without(
        Entry.Handled.class,
        handled -> handled.consumer().equals("orders") && !handled.stream().startsWith("order-"));
    story.without(
        Entry.Applied.class,
        applied -> applied.consumer().equals("orders") && !applied.stream().startsWith("order-"));
  }

  private Moved moved(long token, long former, long through, long formerThrough, String owner) {
    return new Moved(story.tick(), "billing", 0, token, former, through, formerThrough, owner);
  }
}
