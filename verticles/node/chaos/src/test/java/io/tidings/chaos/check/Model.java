package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Intent;
import io.tidings.chaos.history.Entry.Moved;
import io.tidings.chaos.history.Entry.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A log, subscribers and a consumer that keep all guarantees while chance crashes them. */
final class Model {

  private final RandomGenerator random;
  private final Story story = new Story();
  private final List<Pending> pending = new ArrayList<>();
  private long epoch = 100;
  private int session = 1;
  private long seen;
  private long token = 1;
  private long handled;
  private long checkpoint;

  /** An append that is under way; no receipts if it has not been recorded yet. */
  private record Pending(String operation, List<Intent> events, List<Receipt> receipts) {}

  Model(RandomGenerator random) {
    this.random = random;
    story.opens("reader", session, 0);
  }

  /** Runs, and settles in the end. */
  Story run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
    while (!pending.isEmpty()) {
      ends(pending.remove(0));
    }
    read(head());
    handle(head());
    story.applies("billing", 0, head());
    return story;
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> send();
      case 3, 4, 5 -> record();
      case 6, 7 -> end();
      case 8 -> read(Math.min(head(), seen + random.nextInt(8)));
      case 9 -> handle(Math.min(head(), handled + random.nextInt(8)));
      case 10 -> story.witness();
      default -> crash();
    }
  }

  private void send() {
    String[] streams = new String[1 + random.nextInt(4)];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = "order-" + random.nextInt(5);
    }
    List<Intent> events = story.events(streams);
    pending.add(new Pending(story.sends(events), events, null));
  }

  private void record() {
    any()
        .filter(append -> append.receipts() == null)
        .ifPresent(
            append ->
                pending.set(
                    pending.indexOf(append),
                    new Pending(
                        append.operation(), append.events(), story.records(append.events()))));
  }

  private void end() {
    any()
        .ifPresent(
            append -> {
              pending.remove(append);
              ends(append);
            });
  }

  private void ends(Pending append) {
    if (random.nextInt(4) == 0) {
      story.leavesUnanswered(append.operation());
    } else if (append.receipts() == null) {
      story.refuses(append.operation(), 503, Entry.ANY);
    } else {
      story.acknowledges(append.operation(), append.receipts());
    }
  }

  private Optional<Pending> any() {
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of(pending.get(random.nextInt(pending.size())));
  }

  private void read(long to) {
    story.sees("reader", session, seen, to);
    seen = Math.max(seen, to);
  }

  private void handle(long to) {
    story.handles("billing", "node-" + token, handled, to);
    handled = Math.max(handled, to);
    if (random.nextBoolean()) {
      moved(token, handled, "node-" + token);
    }
  }

  private void crash() {
    switch (random.nextInt(4)) {
      case 0 -> {
        seen -= Math.min(seen, random.nextInt(3));
        story.opens("reader", ++session, seen);
      }
      case 1 -> {
        handled = checkpoint;
        token++;
        story.and(
            new Moved(
                story.tick(),
                "billing",
                0,
                token,
                token - 1,
                checkpoint,
                checkpoint,
                "node-" + token));
      }
      case 2 -> story.epoch(++epoch);
      default -> pending.removeIf(append -> random.nextInt(3) == 0);
    }
  }

  private void moved(long held, long through, String owner) {
    story.and(new Moved(story.tick(), "billing", 0, held, held, through, checkpoint, owner));
    checkpoint = through;
  }

  private long head() {
    return story.log().size();
  }
}
