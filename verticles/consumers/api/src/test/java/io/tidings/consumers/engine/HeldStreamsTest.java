package io.tidings.consumers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.Discard;
import io.tidings.consumers.DeadLetters.Edit;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.Definition;
import io.tidings.consumers.HeldStreams;
import io.tidings.consumers.Retry;
import io.tidings.model.NewEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that wait behind an event that failed, and go on in order. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeldStreamsTest extends FailingFixture {

  @Test
  void C5_a_poisoned_stream_waits_while_the_others_go_on_and_goes_on_in_order_when_redriven() {
    failWhileBroken("s-7", 3);
    world.record(1000, 4);
    world.start("a", World.definition(8, 50), recorder);
    world.awaitCaughtUp();
    world.record(20, 2);
    world.awaitCaughtUp();
    world.until(() -> world.status().dead() == 1);

    assertThat(recorder.handled()).hasSize(999 * 4 + 19 * 2 + 2);
    assertThat(recorder.versions("s-7")).containsExactly(1L, 2L);
    DeadLetter letter = letters().get(0);
    assertThat(letter.stream()).isEqualTo("s-7");
    assertThat(letter.attempts()).hasSize(3);
    assertThat(letter.attempts().get(2).error()).isEqualTo(IllegalStateException.class.getName());
    assertThat(letter.attempts().get(2).trace()).contains("poisoned");

    broken = false;
    world.store.redrive(new Redrive(ANY, 0, "tester", "mended")).await();
    world.record(20, 2);

    world.until(() -> recorder.versions("s-7").size() == 8);
    assertThat(recorder.versions("s-7")).containsExactlyElementsOf(upTo(8));
    world.until(() -> letters().isEmpty() && held().isEmpty());
    assertThat(recorder.violations()).isEmpty();
  }

  @Test
  void C5_a_redrive_that_fails_again_is_a_dead_letter_again() {
    failWhileBroken("s-1", 1);
    world.record(3, 3);
    world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);

    world.store.redrive(new Redrive(ANY, 0, "tester", "hope")).await();
    world.until(() -> world.status().dead() == 1 && letters().get(0).attempts().size() == 6);

    assertThat(letters().get(0).redrives()).isEqualTo(1);
    assertThat(recorder.versions("s-1")).isEmpty();
  }

  @Test
  void C5_a_discarded_event_is_given_up_and_its_stream_goes_on_behind_it() {
    failWhileBroken("s-1", 2);
    world.record(3, 6);
    world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);

    world.store.discard(new Discard(ANY, "tester", "nobody wants it")).await();

    world.until(() -> recorder.versions("s-1").size() == 5);
    assertThat(recorder.versions("s-1")).containsExactly(1L, 3L, 4L, 5L, 6L);
    world.until(() -> held().isEmpty());
  }

  @Test
  void C6_an_edited_event_is_handed_over_with_the_other_payload() {
    failWhileBroken("s-1", 2);
    world.record(3, 3);
    world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);

    broken = false;
    byte[] mended = "mended".getBytes(StandardCharsets.UTF_8);
    world
        .store
        .edit(
            new Edit(
                World.CONSUMER,
                letters().get(0).event().position(),
                new HeldStreams.Replacement("text/plain", "TEXT", mended),
                "tester",
                "a typo"))
        .await();
    world.store.redrive(new Redrive(ANY, 0, "tester", "mended")).await();

    world.until(() -> recorder.versions("s-1").size() == 3);
    assertThat(recorder.handled("s-1").get(1).event().data().text()).isEqualTo("mended");
    assertThat(recorder.handled("s-1").get(2).event().data().text()).startsWith("text");
  }

  @Test
  void C5_a_stream_that_was_being_freed_at_a_crash_goes_on_where_it_was() {
    failWhileBroken("s-1", 2);
    world.record(3, 200);
    ConsumerEngine first = world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);
    world.awaitCaughtUp();

    broken = false;
    world.store.redrive(new Redrive(ANY, 0, "tester", "mended")).await();
    world.until(() -> recorder.versions("s-1").size() > 60);
    first.abandon();
    world.start("b", World.definition(1, 5), recorder);

    world.until(() -> held().isEmpty());
    assertThat(recorder.versions("s-1").stream().distinct()).containsExactlyElementsOf(upTo(200));
  }

  @Test
  void N2_a_stop_while_a_stream_is_being_freed_repeats_nothing() {
    failWhileBroken("s-1", 2);
    world.record(3, 200);
    ConsumerEngine first = world.start("a", World.definition(1, 5), recorder);
    world.until(() -> world.status().dead() == 1);
    world.awaitCaughtUp();

    broken = false;
    world.store.redrive(new Redrive(ANY, 0, "tester", "mended")).await();
    world.until(() -> recorder.versions("s-1").size() > 30);
    first.stop().await();
    world.start("b", World.definition(1, 5), recorder);

    world.until(() -> held().isEmpty());
    assertThat(recorder.versions("s-1")).containsExactlyElementsOf(upTo(200));
  }

  @Test
  void C5_a_segment_with_very_many_held_streams_reads_no_further_until_some_are_free() {
    recorder.behaviour = delivery -> failure("all of them");
    List<NewEvent> events =
        IntStream.range(0, 12_000).mapToObj(at -> world.event("s-" + at, "counted")).toList();
    for (int at = 0; at < events.size(); at += 1000) {
      world.record(events.subList(at, at + 1000));
    }
    Retry once = Retry.NONE;
    world.start("a", World.definition(1, 100, once, Definition.OnFailure.DEAD_LETTER), recorder);

    world.until(() -> world.status().dead() > Held.MOST);
    world.until(() -> recorder.running() == 0);
    assertThat(world.status().dead()).isLessThan(12_000);

    world.store.discard(new Discard(ANY, "tester", "nobody wants them")).await();
    world.until(() -> recorder.begun().size() == 12_000);
  }
}
