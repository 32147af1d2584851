package io.tidings.consumers.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments;
import io.tidings.consumers.Start;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LeaseTimeTest {

  private static final Duration LEASE = Duration.ofSeconds(4);

  private final AtomicReference<Instant> now = at("2020-01-01T00:00:00Z");
  private final AtomicReference<Instant> leaseTime = at("2026-01-01T00:00:00Z");
  private final MemoryConsumerStore store = new MemoryConsumerStore(now::get, leaseTime::get);

  private static AtomicReference<Instant> at(String time) {
    return new AtomicReference<>(Instant.parse(time));
  }

  @Test
  void time_that_a_test_lets_pass_ends_no_lease() {
    declare();
    claim("a");

    now.updateAndGet(before -> before.plus(Duration.ofDays(3)));
    assertThat(claim("b").segments()).isEmpty();
    assertThat(owner()).isEqualTo("a");

    leaseTime.updateAndGet(before -> before.plus(LEASE));
    assertThat(owner()).isNull();
    assertThat(claim("b").segments()).hasSize(1);
  }

  private void declare() {
    Definition definition =
        new Definition(
            "mails",
            Definition.Kind.HANDLERS,
            Filter.ALL,
            Map.of(),
            Start.FIRST,
            1,
            1,
            Retry.NONE,
            Definition.OnFailure.DEAD_LETTER,
            Duration.ofSeconds(30));
    store.declare(new Definitions.Declaration(definition, Cursor.START, false, "a")).await();
  }

  private Segments.Assignment claim(String node) {
    return store.claim(new Segments.Claim("mails", node, LEASE, List.of())).await();
  }

  private String owner() {
    return store
        .status(new Definitions.Asked("mails"))
        .await()
        .consumers()
        .get(0)
        .segments()
        .get(0)
        .owner();
  }
}
