package io.tidings.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.fault.Plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanTest {

  private static final Duration LONG = Duration.ofMinutes(20);

  @Test
  void the_same_seed_makes_the_same_plan() {
    assertThat(plan(7, LONG).toString()).isEqualTo(plan(7, LONG).toString());
    assertThat(seeds(plan(7, LONG))).isEqualTo(seeds(plan(7, LONG)));
  }

  @Test
  void another_seed_makes_another_plan() {
    assertThat(plan(7, LONG).toString()).isNotEqualTo(plan(8, LONG).toString());
  }

  @Test
  void every_fault_strikes_in_twenty_minutes() {
    Set<String> all = Faults.all().stream().map(Fault::name).collect(Collectors.toSet());
    for (long seed = 0; seed < 50; seed++) {
      assertThat(names(plan(seed, LONG))).as("seed %d", seed).containsAll(all);
    }
  }

  @Test
  void there_is_calm_before_between_and_after_steps() {
    Plan plan = plan(7, LONG);
    Duration free = Duration.ZERO;
    for (Step step : plan.steps()) {
      assertThat(step.at()).isGreaterThanOrEqualTo(free.plusSeconds(10));
      free = step.end();
    }
    assertThat(free).isLessThanOrEqualTo(LONG.minusSeconds(10));
  }

  @Test
  void some_steps_strike_two_faults_and_these_have_different_targets() {
    List<Step> pairs =
        plan(7, LONG).steps().stream().filter(step -> step.faults().size() > 1).toList();
    assertThat(pairs).isNotEmpty();
    assertThat(pairs)
        .allSatisfy(
            step -> assertThat(step.faults().stream().map(Fault::target)).doesNotHaveDuplicates());
  }

  @Test
  void a_step_lasts_as_long_as_each_of_its_faults_needs() {
    assertThat(plan(7, LONG).steps())
        .allSatisfy(
            step ->
                assertThat(step.faults())
                    .allSatisfy(
                        fault ->
                            assertThat(step.length())
                                .isGreaterThanOrEqualTo(fault.span().least())));
  }

  @Test
  void without_faults_or_time_there_are_no_steps() {
    assertThat(Plan.of(7, LONG, List.of()).steps()).isEmpty();
    assertThat(plan(7, Duration.ofSeconds(20)).steps()).isEmpty();
  }

  private static Plan plan(long seed, Duration time) {
    return Plan.of(seed, time, Faults.all());
  }

  private static Set<String> names(Plan plan) {
    return plan.steps().stream()
        .flatMap(step -> step.faults().stream())
        .map(Fault::name)
        .collect(Collectors.toSet());
  }

  private static List<Long> seeds(Plan plan) {
    return plan.steps().stream().map(Step::seed).toList();
  }
}
