package io.tidings.sourcing.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Rejection;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaInput;
import io.tidings.sourcing.SagaMachine;
import io.tidings.sourcing.SagaState;
import io.tidings.sourcing.SagaState.Cause;
import io.tidings.sourcing.Step;
import io.tidings.wire.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CodecTest {

  private static final Instant TIME = Instant.parse("2026-11-24T10:00:00Z");
  private static final Path VECTORS = Path.of("../../../codecs/vectors/sagas");

  /** The state of a later version of the program. */
  record Later(String order, int nudges, long since, boolean gift, String note) {}

  private final RecordedEvent cause =
      recorded(EventJson.event(new Shop.Ordered("A1"), "/shop", "1").stream("order-A1"));
  private final Saga<Shop.State> saga = Shop.saga(Duration.ofMinutes(30));

  @Test
  void a_step_is_recorded_as_this_json_for_good() {
    Records.Stepped stepped = new Codec<>(saga).record("A1", first(), cause);

    assertThat(EventJson.encode(stepped).text()).isEqualTo(vector("saga-stepped"));
  }

  @Test
  void a_step_that_takes_back_what_was_sent_is_recorded_as_this_json_for_good() {
    RecordedEvent timedOut =
        recorded(NewEvent.builder("4", "/sagas/shop-order", "shop-order.saga-timed-out"));
    Codec<Shop.State> codec = new Codec<>(saga);
    SagaState<Shop.State> givenUp =
        new SagaMachine<>(saga)
            .react(
                codec.state(golden()),
                new Cause("shop_order-A1", 2),
                List.of(new SagaInput.TimedOut("unpaid", 1)))
            .get(0);

    String json = EventJson.encode(codec.record("A1", givenUp, timedOut)).text();

    assertThat(json).isEqualTo(vector("saga-stepped-back"));
    assertThat(codec.state(again(codec, givenUp)).undoes())
        .containsExactly(new SagaState.Undoes(0, 1, 1), new SagaState.Undoes(1, 1, 0));
  }

  @Test
  void time_outs_and_rejections_are_recorded_as_this_json_for_good() {
    Records.Sent pay = Codec.sent(first().commands().get(1));

    assertThat(EventJson.encode(new Records.TimedOut("unpaid", 1)).text())
        .isEqualTo(vector("saga-timed-out"));
    assertThat(
            EventJson.encode(new Records.Rejected(1, 1, pay, new Rejection("no-money", "A1")))
                .text())
        .isEqualTo(vector("saga-command-rejected"));
  }

  @Test
  void a_recorded_step_is_read_back_with_due_times() {
    Codec<Shop.State> codec = new Codec<>(saga);
    SagaState<Shop.State> read = codec.state(golden());

    assertThat(read.state()).isEqualTo(first().state());
    assertThat(read.pending())
        .containsExactly(
            new SagaState.Timeout("unpaid", 1, Duration.ofMinutes(30), TIME.plusSeconds(1800)));
    assertThat(codec.state(again(codec, read)).undo()).isEqualTo(read.undo()).hasSize(2);
    assertThat(codec.state(again(codec, read)).pending()).isEqualTo(read.pending());
    assertThat(read.seen()).isEqualTo(first().seen());
  }

  @Test
  void components_that_the_state_has_had_only_since_later_are_null_zero_or_false() {
    Saga<Later> later =
        Saga.named("shop-order", Later.class)
            .startsOn(Shop.Ordered.class, Shop.Ordered::order, event -> Step.stay())
            .build();

    assertThat(new Codec<>(later).state(golden()).state())
        .isEqualTo(new Later("A1", 0, 0, false, null));
  }

  private RecordedEvent again(Codec<Shop.State> codec, SagaState<Shop.State> state) {
    return recorded(
        NewEvent.builder("3", "/sagas/shop-order", "shop-order.saga-stepped")
            .data(EventJson.encode(codec.record("A1", state, cause))));
  }

  private SagaState<Shop.State> first() {
    return new SagaMachine<>(saga)
        .react(
            null,
            new Cause(cause.stream(), cause.version()),
            List.of(new SagaInput.Happened(new Shop.Ordered("A1"))))
        .get(0);
  }

  private static RecordedEvent golden() {
    return recorded(
        NewEvent.builder("2", "/sagas/shop-order", "shop-order.saga-stepped")
            .data(Data.of(Data.Form.JSON, vector("saga-stepped").getBytes())));
  }

  private static RecordedEvent recorded(NewEvent.Builder event) {
    return new RecordedEvent(event.build(), 1, 1, 1, TIME);
  }

  private static String vector(String name) {
    try {
      return Files.readString(VECTORS.resolve(name + ".json"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
