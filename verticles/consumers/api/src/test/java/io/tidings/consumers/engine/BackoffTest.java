package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Retry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackoffTest {

  @Test
  void pauses_grow_up_to_the_longest() {
    List<Long> pauses =
        IntStream.rangeClosed(1, 7)
            .mapToObj(failed -> Backoff.pause(Retry.DEFAULT, failed, () -> 0.5).toMillis())
            .toList();

    assertThat(pauses).containsExactly(200L, 1000L, 5000L, 25_000L, 60_000L, 60_000L, 60_000L);
  }

  @Test
  void jitter_varies_them_in_both_directions() {
    assertThat(Backoff.pause(Retry.DEFAULT, 1, () -> 0)).isEqualTo(Duration.ofMillis(160));
    assertThat(Backoff.pause(Retry.DEFAULT, 1, () -> 1)).isEqualTo(Duration.ofMillis(240));
  }

  @Test
  void very_many_attempts_do_not_overflow() {
    assertThat(Backoff.pause(Retry.DEFAULT, 10_000, () -> 0.5)).isEqualTo(Duration.ofMinutes(1));
  }
}
