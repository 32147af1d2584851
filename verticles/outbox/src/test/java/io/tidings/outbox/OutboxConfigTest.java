package io.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxConfigTest {

  private static final OutboxConfig CONFIG =
      OutboxConfig.of("postgresql://shop:secret@db.example:5433/shop");

  @Test
  void its_text_is_fit_for_logs() {
    assertThat(CONFIG.toString())
        .isEqualTo("schema tidings_outbox of db.example:5433/shop")
        .doesNotContain("secret");
  }

  @Test
  void what_cannot_work_is_refused_by_name() {
    assertThatThrownBy(() -> CONFIG.withBatchEvents(0)).hasMessageStartingWith("batch-events is 0");
    assertThatThrownBy(() -> CONFIG.withLease(Duration.ZERO)).hasMessageStartingWith("lease is 0");
    assertThatThrownBy(() -> CONFIG.withPoll(Duration.ofSeconds(-1)))
        .hasMessageStartingWith("poll is PT-1S");
    assertThatThrownBy(() -> CONFIG.withSchema("Odd\"")).hasMessageStartingWith("schema 'Odd\"'");
  }
}
