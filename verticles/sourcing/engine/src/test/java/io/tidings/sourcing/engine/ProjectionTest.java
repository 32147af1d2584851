package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.Tidings;
import io.tidings.model.Boundary;
import io.tidings.model.Criterion;
import io.tidings.model.Cursor;
import io.tidings.model.EventType;
import io.tidings.model.Filter;
import io.tidings.model.Receipt;
import io.tidings.sourcing.Projection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProjectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @EventType(value = "orders.note-added", version = 2)
  record NoteOfALaterVersion() {}

  private static class Notes implements Projection<Orders.Event, Integer> {

    @Override
    public Integer initial() {
      return 0;
    }

    @Override
    public Integer evolve(Integer notes, Orders.Event event) {
      return event instanceof Orders.NoteAdded ? notes + 1 : notes;
    }
  }

  private static final class Events implements Projection<Orders.Event, Integer> {

    @Override
    public Integer initial() {
      return 0;
    }

    @Override
    public Integer evolve(Integer events, Orders.Event event) {
      return events + 1;
    }
  }

  private final Tidings tidings = Tidings.inProcess();
  private final Sourcing sourcing = Sourcing.of(tidings);

  @AfterEach
  void close() {
    tidings.close().await();
  }

  private Cursor publish(String stream, Record... events) {
    List<Receipt> receipts = tidings.to(stream).publish(List.of(events)).await();
    return receipts.get(receipts.size() - 1).cursor();
  }

  @Test
  void one_stream_is_summed_up_when_it_is_asked_for() {
    publish("order-1", new Orders.OrderPlaced(1), new Orders.NoteAdded("a"));
    publish("order-2", new Orders.NoteAdded("b"));

    assertThat(sourcing.ofStream("order-1", Orders.EVENTS, new Notes()).await()).isEqualTo(1);
    assertThat(sourcing.ofStream("order-9", Orders.EVENTS, new Notes()).await()).isZero();
    assertThat(sourcing.ofStream("order-1", Orders.EVENTS, new Orders()).await())
        .isEqualTo(new Orders.State(true, 1, false, 1));
  }

  @Test
  void a_live_one_catches_up_and_follows() {
    publish("order-1", new Orders.OrderPlaced(1), new Orders.NoteAdded("before"));
    LiveProjection<Integer> live =
        sourcing.live(Orders.EVENTS, Filter.category("order"), new Notes()).await();
    publish("elsewhere-1", new Orders.NoteAdded("of another category"));

    Cursor last = publish("order-2", new Orders.NoteAdded("after"));

    assertThat(live.reached(last, PATIENCE).await()).isTrue();
    assertThat(live.state()).isEqualTo(2);
    assertThat(live.through().position()).isEqualTo(4);
    live.close();
  }

  @Test
  void a_live_one_of_a_boundary_sums_up_what_is_within_it() {
    Boundary boundary = Boundary.anyOf(Criterion.types("orders.note-added"));
    LiveProjection<Integer> live =
        sourcing.live(Orders.EVENTS, Filter.boundary(boundary), new Events()).await();

    Cursor last = publish("order-1", new Orders.OrderPlaced(1), new Orders.NoteAdded("within"));

    assertThat(live.reached(last, PATIENCE).await()).isTrue();
    assertThat(live.state()).isEqualTo(1);
    live.close();
  }

  @Test
  void waiting_for_what_is_not_recorded_ends() {
    LiveProjection<Integer> live = sourcing.live(Orders.EVENTS, Filter.ALL, new Notes()).await();

    assertThat(live.reached(new Cursor(0, 1), Duration.ofMillis(20)).await()).isFalse();
  }

  @Test
  void one_that_meets_what_it_cannot_read_stops_and_says_so() {
    LiveProjection<Integer> live = sourcing.live(Orders.EVENTS, Filter.ALL, new Notes()).await();
    publish("order-1", new Orders.NoteAdded("read"));

    Cursor unreadable = publish("order-1", new NoteOfALaterVersion());

    assertThatThrownBy(() -> live.reached(unreadable, PATIENCE).await())
        .hasRootCauseMessage(
            "io.tidings.sourcing.engine.Orders$Event knows no record for event type"
                + " orders.note-added version 2: add one, or drop that version");
    assertThatThrownBy(live::state).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void one_that_overflows_the_stack_stops_and_says_so() {
    Notes deep =
        new Notes() {
          @Override
          public Integer evolve(Integer notes, Orders.Event event) {
            return evolve(notes + 1, event) + 1;
          }
        };
    LiveProjection<Integer> live = sourcing.live(Orders.EVENTS, Filter.ALL, deep).await();

    Cursor last = publish("order-1", new Orders.NoteAdded("deep"));

    assertThatThrownBy(() -> live.reached(last, PATIENCE).await())
        .hasRootCauseInstanceOf(StackOverflowError.class);
    assertThatThrownBy(live::state).isInstanceOf(IllegalStateException.class);
  }
}
