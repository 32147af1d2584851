package io.tidings.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.history.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RepetitionTest {

  private static final Attempt DONE = new Attempt.Done(List.of(new Entry.Receipt(1, 2, 3)));
  private static final Attempt AGAIN = new Attempt.Again("busy", Duration.ZERO);

  private final List<Entry> history = new ArrayList<>();
  private final Repetition repetition = new Repetition(history::add);
  private final List<Draft> events = List.of(Draft.of("single", "client", 0, "stream"));

  @Test
  void What_was_not_answered_is_sent_again_and_written_down_once() throws Exception {
    Attempt outcome =
        repetition.send("client", events, Entry.ANY, count -> count < 2 ? AGAIN : DONE);

    assertThat(outcome).isEqualTo(DONE);
    assertThat(history).hasSize(2);
    assertThat(history.get(0))
        .isInstanceOfSatisfying(
            Entry.Sent.class,
            sent -> {
              assertThat(sent.client()).isEqualTo("client");
              assertThat(sent.events()).containsExactly(events.get(0).intent());
            });
    assertThat(history.get(1))
        .isInstanceOfSatisfying(
            Entry.Acknowledged.class,
            told -> assertThat(told.receipts()).containsExactly(new Entry.Receipt(1, 2, 3)));
  }

  @Test
  void A_refusal_is_the_end() throws Exception {
    Attempt refused = new Attempt.Refused(412, 7);

    assertThat(repetition.send("client", events, 3, count -> refused)).isEqualTo(refused);
    assertThat(history.get(1))
        .isInstanceOfSatisfying(
            Entry.Refused.class, told -> assertThat(told.actual()).isEqualTo(7));
  }

  @Test
  void A_client_that_is_stopped_leaves_its_append_unanswered() {
    Thread.currentThread().interrupt();

    try {
      repetition.send("client", events, Entry.ANY, count -> AGAIN);
    } catch (InterruptedException stopped) {
      assertThat(history.get(1)).isInstanceOf(Entry.Unanswered.class);
      return;
    }
    throw new AssertionError("it was not interrupted");
  }
}
