package io.tidings.sourcing.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.Commands;
import io.tidings.sourcing.sagas.Shop.State;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command that is rejected when the step that takes it back has been recorded already. */
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LateRejectionTest extends SagaFixture {

  private volatile boolean away = true;

  private final Commands hesitant =
      command ->
          away && command.message().type().equals("pay")
              ? Future.failedFuture(new CommandFailure.Unavailable("away", null))
              : desk.send(command);

  @Test
  void what_was_rejected_in_the_end_is_not_undone() {
    RunningSaga<State> saga = start(tidings, hesitant, Duration.ofMillis(50));

    order("poor1");
    awaitEnd(saga, "poor1");
    away = false;
    Awaitility.await().until(() -> deskOf("poor1").contains("released"));
    settle();

    assertThat(deskOf("poor1")).containsExactly("reserved", "released");
    assertThat(types()).doesNotContain("refund");
    assertThat(stream("shop_order-poor1"))
        .extracting(event -> event.type().substring("shop-order.saga-".length()))
        .containsExactly("stepped", "timed-out", "stepped", "command-rejected");
  }

  @Test
  void what_was_accepted_in_the_end_is_undone() {
    RunningSaga<State> saga = start(tidings, hesitant, Duration.ofMillis(50));

    order("rich1");
    awaitEnd(saga, "rich1");
    away = false;
    Awaitility.await().until(() -> deskOf("rich1").contains("released"));
    settle();

    assertThat(deskOf("rich1")).containsExactly("reserved", "paid", "refunded", "released");
    assertThat(stream("shop_order-rich1"))
        .extracting(RecordedEvent::type)
        .doesNotContain("shop-order.saga-command-rejected");
  }

  private List<String> types() {
    return sent.stream().map(Command::message).map(message -> message.type()).toList();
  }
}
