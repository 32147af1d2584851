package io.tidings.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far the outbox has been read: up to a number, but for those that were missing.
 *
 * <p>Numbers are given out before their transactions can be seen, so a number may be missing
 * because its transaction is still committing, or for ever because that has failed. It is asked for
 * again with each page, in the page's own snapshot, so that it comes before whatever was committed
 * behind it; until all who were committing when it was missed have ended. Whoever commits holds an
 * advisory lock from before it has its number until it can be seen, and these are what {@link
 * Page#holders} lists: a long transaction that does not commit is not among them, and delays
 * nobody.
 *
 * <p>For one thread.
 */
final class Place {

  private static final int MAX_GAPS = 1000;

  /** Numbers that were missing, and who may still turn out to have them. */
  private record Gap(long first, long last, Set<String> suspects) {}

  private long number = 1;
  private long row;
  private List<Gap> gaps = new ArrayList<>();

  /** The number to read on from. */
  long number() {
    return number;
  }

  /** The row of that number to read on behind. */
  long row() {
    return row;
  }

  /** The first numbers of the ranges to ask for again. */
  Long[] firsts() {
    return gaps.stream().map(Gap::first).toArray(Long[]::new);
  }

  /** The last numbers of these ranges. */
  Long[] lasts() {
    return gaps.stream().map(Gap::last).toArray(Long[]::new);
  }

  /** Goes on behind the page, which was read from here. */
  void pass(Page page) {
    List<Gap> remaining = new ArrayList<>();
    for (Gap gap : gaps) {
      if (!gap.suspects().isEmpty()) {
        gap.suspects().retainAll(page.holders());
        without(gap, page, remaining);
      }
    }
    long expected = number;
    for (OutboxRow found : page.rows()) {
      if (found.number() > expected) {
        remaining.add(new Gap(expected, found.number() - 1, new HashSet<>(page.holders())));
      }
      expected = Math.max(expected, found.number() + 1);
    }
    gaps = remaining;
    if (page.more()) {
      stay(page.last());
    } else if (expected > number) {
      number = expected;
      row = 0;
    }
    if (gaps.size() > MAX_GAPS) {
      gaps = new ArrayList<>(List.of(merged()));
    }
  }

  /** The gap in pieces between what the page has of it. */
  private static void without(Gap gap, Page page, List<Gap> to) {
    long from = gap.first();
    for (OutboxRow found : page.rows()) {
      if (found.number() > gap.last()) {
        break;
      }
      if (found.number() >= from) {
        if (found.number() > from) {
          to.add(new Gap(from, found.number() - 1, gap.suspects()));
        }
        from = found.number() + 1;
      }
    }
    if (from <= gap.last()) {
      to.add(new Gap(from, gap.last(), gap.suspects()));
    }
  }

  /** Within the number of that row; what is behind it is yet to be read, or read again. */
  private void stay(OutboxRow last) {
    gaps.removeIf(gap -> gap.first() > last.number());
    number = last.isEvent() ? last.number() : last.number() + 1;
    row = last.row();
  }

  private Gap merged() {
    Set<String> suspects = new HashSet<>();
    gaps.forEach(gap -> suspects.addAll(gap.suspects()));
    return new Gap(gaps.get(0).first(), gaps.get(gaps.size() - 1).last(), suspects);
  }
}
