package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long now = TimeUnit.HOURS.toNanos(1);
  private final OutboxMeters meters = new OutboxMeters(registry, () -> now);

  @Test
  void what_waits_gets_older_until_nothing_does() {
    meters.read(page(2000, OutboxRow.none(1, 1)));
    assertThat(oldest()).isEqualTo(2);
    pass(3);
    assertThat(oldest()).isEqualTo(5);

    meters.read(page(0));

    assertThat(oldest()).isZero();
  }

  @Test
  void what_waited_goes_on_getting_older_while_the_database_cannot_be_reached() {
    meters.read(page(2000, OutboxRow.none(1, 1)));
    meters.unreachable();
    meters.working(false);
    pass(10);
    meters.unreachable();

    assertThat(oldest()).isEqualTo(12);
  }

  @Test
  void something_may_wait_since_the_database_was_last_reached() {
    meters.read(page(0));
    pass(1);
    meters.answered();
    pass(10);
    assertThat(oldest()).isZero();
    meters.unreachable();
    assertThat(oldest()).isEqualTo(10);
    pass(5);
    meters.unreachable();
    assertThat(oldest()).isEqualTo(15);

    meters.read(page(0));

    assertThat(oldest()).isZero();
  }

  @Test
  void a_node_that_has_never_reached_the_database_says_so_as_well() {
    pass(10);
    meters.unreachable();

    assertThat(oldest()).isEqualTo(10);
  }

  @Test
  void what_another_node_works_on_is_not_told_twice() {
    meters.read(page(2000, OutboxRow.none(1, 1)));
    meters.unreachable();

    meters.elsewhere();

    assertThat(oldest()).isZero();
  }

  private void pass(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private double oldest() {
    return registry.get("tidings.outbox.oldest").gauge().value();
  }

  private Page page(long ageMillis, OutboxRow... rows) {
    return new Page("", List.of(rows), false, Set.of(), ageMillis, now);
  }
}
