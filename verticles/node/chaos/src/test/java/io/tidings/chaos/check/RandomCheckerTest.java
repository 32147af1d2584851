package io.tidings.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Entry.Applied;
import io.tidings.chaos.history.Entry.Recorded;
import io.tidings.chaos.history.Entry.Seen;
import io.tidings.chaos.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chance tells the histories and damages them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomCheckerTest {

  private static final int RUNS = 50;
  private static final int STEPS = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void what_keeps_the_guarantees_is_good_whoever_crashes(long seed) {
    for (int run = 0; run < RUNS; run++) {
      assertThat(new Checker().check(run(seed, run)).examples()).as("run %d", run).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "duplicate", "swap"})
  void one_damage_anywhere_is_found(String damage) {
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      List<Entry> entries = new ArrayList<>(run(17, run).all());
      String what = damage(damage, entries, random);
      assertThat(new Checker().check(History.of(entries)).count())
          .as("run %d: %s %s", run, damage, what)
          .isPositive();
    }
  }

  private static History run(long seed, int run) {
    return new Model(new Random(seed * 1_000 + run)).run(STEPS).history();
  }

  private static String damage(String damage, List<Entry> entries, RandomGenerator random) {
    return switch (damage) {
      case "drop" -> {
        // What was redelivered may be missing once.
        Entry entry = pick(entries, random, List.of(Recorded.class, Applied.class));
        entries.remove(entry);
        yield entry.toString();
      }
      case "duplicate" -> {
        Entry entry = pick(entries, random, List.of(Recorded.class, Applied.class, Seen.class));
        entries.add(same(entry));
        yield entry.toString();
      }
      default -> swap(entries, random);
    };
  }

  private static Entry pick(
      List<Entry> entries, RandomGenerator random, List<Class<? extends Entry>> kinds) {
    Class<? extends Entry> kind = kinds.get(random.nextInt(kinds.size()));
    List<Entry> some = entries.stream().filter(kind::isInstance).toList();
    return some.get(random.nextInt(some.size()));
  }

  private static Entry same(Entry entry) {
    // Equal, and yet another row.
    return entry instanceof Applied applied
        ? new Applied(
            applied.at(),
            applied.consumer(),
            applied.position(),
            applied.stream(),
            applied.version())
        : entry;
  }

  private static String swap(List<Entry> entries, RandomGenerator random) {
    Recorded one = (Recorded) pick(entries, random, List.of(Recorded.class));
    Recorded other = one;
    while (other == one) {
      other = (Recorded) pick(entries, random, List.of(Recorded.class));
    }
    entries.set(entries.indexOf(one), at(one, other.position()));
    entries.set(entries.indexOf(other), at(other, one.position()));
    return one + " and " + other;
  }

  private static Recorded at(Recorded row, long position) {
    return new Recorded(
        row.at(),
        row.epoch(),
        position,
        row.stream(),
        row.version(),
        row.source(),
        row.id(),
        row.digest());
  }
}
