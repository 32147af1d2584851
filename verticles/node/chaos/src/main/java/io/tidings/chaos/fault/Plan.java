package io.tidings.chaos.fault;

import io.tidings.chaos.fault.Fault.Span;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * When which faults strike: the same for the same seed, time and faults. Every fault strikes once
 * before one does so again; steps do not overlap, and some strike two faults of different targets.
 */
public record Plan(long seed, List<Step> steps) {

  /** Before the first step, and after the last. */
  private static final Duration CALM = Duration.ofSeconds(10);

  private static final Span PAUSE = Span.seconds(12, 20);
  private static final int ONE_IN = 3;

  public Plan {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param at from the beginning of the run; it is later if what was before takes long to recover
   * @param length from strike to heal
   * @param seed what the faults' chance comes from
   */
  public record Step(Duration at, Duration length, List<Fault> faults, long seed) {

    public Step {
      faults = List.copyOf(faults);
    }

    public Duration end() {
      return at.plus(length);
    }

    /** {@code kill + database-restart}. */
    public String names() {
      return faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
    }

    @Override
    public String toString() {
      return "%2d:%02d for %2d s: %s"
          .formatted(at.toMinutes(), at.toSecondsPart(), length.toSeconds(), names());
    }
  }

  /** Of as many steps as fit. */
  public static Plan of(long seed, Duration time, List<Fault> faults) {
    Random random = new Random(seed);
    Deque<Fault> queue = new ArrayDeque<>();
    List<Step> steps = new ArrayList<>();
    Duration at = CALM;
    while (!faults.isEmpty()) {
      refill(queue, faults, random);
      List<Fault> struck = next(queue, random);
      Duration length =
          struck.stream()
              .map(fault -> within(fault.span(), random))
              .max(Duration::compareTo)
              .orElseThrow();
      Step step = new Step(at, length, struck, random.nextLong());
      if (step.end().plus(CALM).compareTo(time) > 0) {
        break;
      }
      steps.add(step);
      at = step.end().plus(within(PAUSE, random));
    }
    return new Plan(seed, steps);
  }

  private static void refill(Deque<Fault> queue, List<Fault> faults, Random random) {
    if (queue.isEmpty()) {
      List<Fault> round = new ArrayList<>(faults);
      Collections.shuffle(round, random);
      queue.addAll(round);
    }
  }

  private static List<Fault> next(Deque<Fault> queue, Random random) {
    Fault first = queue.remove();
    boolean alone = random.nextInt(ONE_IN) > 0;
    if (alone || queue.isEmpty() || queue.peek().target() == first.target()) {
      return List.of(first);
    }
    return List.of(first, queue.remove());
  }

  private static Duration within(Span span, Random random) {
    long least = span.least().toSeconds();
    return Duration.ofSeconds(random.nextLong(least, span.most().toSeconds() + 1));
  }

  /** A line a step. */
  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining(System.lineSeparator()));
  }
}
