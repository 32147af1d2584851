package io.tidings.chaos.run;

import io.tidings.chaos.fault.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Faults that strike together.
 *
 * @param length how long they last
 * @param calm how long nothing is done afterwards
 * @param seed of what the faults leave to chance
 */
record Step(List<Fault> faults, Duration length, Duration calm, long seed) {

  private static final double TWO_AT_ONCE = 0.3;
  private static final int LEAST_CALM_MILLIS = 2_000;
  private static final int MOST_CALM_MILLIS = 6_000;

  /** {@code kill + slow-network}. */
  String name() {
    return faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
  }

  /** Steps without end: the same ones for the same seed. */
  static final class Plan {

    private final List<Fault> all;
    private final Random random;
    private final Deque<Fault> left = new ArrayDeque<>();

    /**
     * @param faults each of which has its turn before any has it again
     */
    Plan(List<Fault> faults, long seed) {
      all = new ArrayList<>(faults);
      random = new Random(seed);
    }

    Step next() {
      List<Fault> chosen = new ArrayList<>(List.of(take()));
      if (random.nextDouble() < TWO_AT_ONCE) {
        Fault second = take();
        if (second.target() == chosen.get(0).target()) {
          left.addFirst(second);
        } else {
          chosen.add(second);
        }
      }
      long millis = chosen.stream().mapToLong(this::millis).max().orElseThrow();
      int calm = random.nextInt(LEAST_CALM_MILLIS, MOST_CALM_MILLIS);
      return new Step(
          chosen, Duration.ofMillis(millis), Duration.ofMillis(calm), random.nextLong());
    }

    private Fault take() {
      if (left.isEmpty()) {
        List<Fault> round = new ArrayList<>(all);
        Collections.shuffle(round, random);
        left.addAll(round);
      }
      return left.removeFirst();
    }

    private long millis(Fault fault) {
      long least = fault.span().least().toMillis();
      return random.nextLong(least, Math.max(fault.span().most().toMillis(), least + 1));
    }
  }
}
