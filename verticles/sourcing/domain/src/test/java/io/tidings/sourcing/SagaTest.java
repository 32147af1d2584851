package io.tidings.sourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.sourcing.Fulfilment.OrderPlaced;
import io.tidings.sourcing.Fulfilment.PaymentReceived;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SagaTest {

  private record Bare(String id) {}

  private final Saga.Builder<Fulfilment> builder = Saga.named("order-fulfilment", Fulfilment.class);

  @Test
  void the_stream_of_an_instance_is_of_a_category_of_the_sagas_own() {
    Saga<Fulfilment> saga = Fulfilment.SAGA;

    assertThat(saga.stream("A-1")).isEqualTo("order_fulfilment-A-1");
    assertThat(saga.key("order_fulfilment-A-1")).isEqualTo("A-1");
    assertThatThrownBy(() -> saga.stream("")).hasMessageContaining("empty key");
  }

  @Test
  void the_key_comes_from_the_handler_that_moves_if_there_is_one() {
    Saga<Fulfilment> saga =
        builder
            .startsOn(OrderPlaced.class, order -> "start", Fulfilment::placed)
            .on(OrderPlaced.class, order -> "on", (state, order) -> Step.stay())
            .build();

    assertThat(saga.keyOf(new OrderPlaced("A1"))).isEqualTo("on");
    assertThat(saga.keyOf(new PaymentReceived("A1"))).isNull();
    assertThat(saga.events()).containsExactly(OrderPlaced.class);
  }

  @Test
  void impossible_definitions_are_refused() {
    assertThatThrownBy(() -> Saga.named("Order", Fulfilment.class)).hasMessageContaining("'Order'");
    assertThatThrownBy(builder::build).hasMessageContaining("startsOn");
    assertThatThrownBy(() -> builder.startsOn(Bare.class, Bare::id, bare -> Step.stay()))
        .hasMessageContaining("no event type");
    assertThatThrownBy(() -> builder.onRejection(Bare.class, (state, bare, why) -> Step.stay()))
        .hasMessageContaining("no command type");
    builder.onTimeout("late", state -> Step.stay());
    assertThatThrownBy(() -> builder.onTimeout("late", state -> Step.stay()))
        .hasMessageContaining("two handlers of late");
  }

  @Test
  void impossible_steps_are_refused() {
    Step<Fulfilment> step = Step.to("here", new Fulfilment("A1", 0));

    assertThatThrownBy(() -> Step.to("Over there", "state")).hasMessageContaining("'Over there'");
    assertThatThrownBy(() -> Step.to("here", null)).hasMessageContaining("state");
    assertThatThrownBy(() -> step.send("stock", "stock-1", new Bare("A1")))
        .hasMessageContaining("no command type");
    assertThatThrownBy(() -> step.after("late", Duration.ofMillis(-1)))
        .hasMessageContaining("late");
    assertThatThrownBy(() -> Step.stay().compensate()).hasMessageContaining("Step.to");
    assertThatThrownBy(() -> Step.stay().end()).hasMessageContaining("Step.to");
  }
}
