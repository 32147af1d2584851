package io.tidings.outbox;

import io.tidings.outbox.Bookmark.Gap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
 * <p>It never goes back: what lies behind it may have been deleted, and be in the way for as long
 * as somebody has a snapshot open. A transaction that turns up late is read to its end as a gap of
 * its own.
 *
 * <p>For one thread.
 */
final class Place {

  private static final int MAX_GAPS = 1000;

  /** A gap, and who may still turn out to have its numbers; null if that is not known yet. */
  private record Missing(Gap gap, Set<String> suspects) {

    static Missing of(long first, long last, long row, Set<String> suspects) {
      return new Missing(new Gap(first, last, row), suspects);
    }
  }

  private long number;
  private long row;
  private List<Missing> missing;

  Place(Bookmark from) {
    number = from.number();
    row = from.row();
    missing = new ArrayList<>();
    // Whoever has it look again from an earlier number need not know of the gaps.
    for (Gap gap : from.gaps()) {
      if (gap.last() < number) {
        missing.add(new Missing(gap, null));
      }
    }
  }

  /** Where to read on. */
  Bookmark mark() {
    return new Bookmark(number, row, missing.stream().map(Missing::gap).toList());
  }

  /** Goes on behind the page, which was read from here. */
  void pass(Page page) {
    OutboxRow late = page.more() && page.last().number() < number ? page.last() : null;
    List<Missing> remaining = new ArrayList<>();
    for (Missing one : missing) {
      ask(one, late == null ? Long.MAX_VALUE : late.number(), page, remaining);
    }
    if (late != null && late.isEvent()) {
      remaining.add(Missing.of(late.number(), late.number(), late.row(), Set.of()));
      remaining.sort(Comparator.comparingLong(one -> one.gap().first()));
    }
    long expected = number;
    for (OutboxRow found : page.rows()) {
      if (found.number() > expected) {
        remaining.add(Missing.of(expected, found.number() - 1, 0, page.holders()));
      }
      expected = Math.max(expected, found.number() + 1);
    }
    missing = remaining;
    if (page.more() && late == null) {
      OutboxRow last = page.last();
      number = last.isEvent() ? last.number() : last.number() + 1;
      row = last.row();
    } else if (expected > number) {
      number = expected;
      row = 0;
    }
    if (missing.size() > MAX_GAPS) {
      missing = new ArrayList<>(List.of(merged()));
    }
  }

  /**
   * What is left of a gap that the page has been asked for, and has an answer for up to a number.
   */
  private static void ask(Missing one, long answered, Page page, List<Missing> to) {
    Gap gap = one.gap();
    if (gap.first() > answered) {
      to.add(one);
      return;
    }
    boolean ended = one.suspects() != null && one.suspects().isEmpty();
    Set<String> suspects = still(one.suspects(), page.holders());
    if (!ended) {
      without(gap, Math.min(gap.last(), answered), suspects, page, to);
    }
    if (gap.last() > answered) {
      to.add(Missing.of(answered + 1, gap.last(), 0, one.suspects()));
    }
  }

  private static Set<String> still(Set<String> suspects, Set<String> holders) {
    return suspects == null
        ? holders
        : suspects.stream().filter(holders::contains).collect(Collectors.toSet());
  }

  /** The gap up to a number, in pieces between what the page has of it. */
  private static void without(
      Gap gap, long last, Set<String> suspects, Page page, List<Missing> to) {
    long from = gap.first();
    for (OutboxRow found : page.rows()) {
      if (found.number() > last) {
        break;
      }
      if (found.number() >= from) {
        if (found.number() > from) {
          to.add(piece(gap, from, found.number() - 1, suspects));
        }
        from = found.number() + 1;
      }
    }
    if (from <= last) {
      to.add(piece(gap, from, last, suspects));
    }
  }

  private static Missing piece(Gap gap, long first, long last, Set<String> suspects) {
    return Missing.of(first, last, first == gap.first() ? gap.row() : 0, suspects);
  }

  private Missing merged() {
    Set<String> suspects = new HashSet<>();
    for (Missing one : missing) {
      if (one.suspects() == null) {
        suspects = null;
        break;
      }
      suspects.addAll(one.suspects());
    }
    Gap first = missing.get(0).gap();
    long last = missing.get(missing.size() - 1).gap().last();
    return Missing.of(first.first(), last, first.row(), suspects);
  }
}
