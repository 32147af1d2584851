package io.tidings.log.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Data;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is this adapter's own; the conformance suites hold the rest. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MemoryEventLogTest {

  private static final Instant NOON = Instant.parse("2024-02-29T12:00:00.123456789Z");

  @Test
  void L7_the_history_of_a_former_process_is_not_mistaken_for_this_one() {
    MemoryEventLog former = new MemoryEventLog(System.currentTimeMillis() - 1);
    former.append(Append.of(event("1"), event("2"))).await();
    Cursor cursor = former.head().await().cursor();

    MemoryEventLog log = new MemoryEventLog();
    log.append(Append.of(event("3"), event("4"), event("5"))).await();

    assertThatThrownBy(() -> log.read(Query.after(cursor, Filter.ALL, 10)).await())
        .isInstanceOfSatisfying(
            LogFailure.CursorLost.class,
            lost ->
                assertThat(lost.goBackTo()).isEqualTo(new Cursor(log.head().await().epoch(), 0)));
  }

  @Test
  void an_epoch_begins_at_1() {
    assertThat(new MemoryEventLog(1).head().await()).isEqualTo(new Head(1, 0));
    assertThatThrownBy(() -> new MemoryEventLog(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void L3_the_recording_time_does_not_go_back_with_the_clock() {
    Instant[] now = {NOON};
    MemoryEventLog log = new MemoryEventLog(1, () -> now[0]);
    log.append(Append.of(event("1"))).await();
    now[0] = NOON.minusSeconds(60);
    log.append(Append.of(event("2"))).await();
    now[0] = NOON.plusSeconds(60);
    log.append(Append.of(event("3"))).await();

    assertThat(all(log).events())
        .extracting(RecordedEvent::recordedAt)
        .containsExactly(
            Instant.parse("2024-02-29T12:00:00.123456Z"),
            Instant.parse("2024-02-29T12:00:00.123456Z"),
            Instant.parse("2024-02-29T12:01:00.123456Z"));
  }

  @Test
  void a_page_looks_at_a_bounded_number_of_events_and_says_how_far_it_came() {
    MemoryEventLog log = new MemoryEventLog();
    int count = PageReader.MAX_LOOKED_AT + 100;
    log.append(IntStream.range(0, count).mapToObj(n -> Append.of(event("" + n))).toList()).await();
    int slot = (StreamName.slot("order-1") + 1) % StreamName.SLOTS;
    Query nothing = Query.after(Cursor.START, Filter.slots(new SlotRange(slot, slot)), 10);

    Page first = log.read(nothing).await();
    Page second = log.read(nothing.onward(first.through())).await();

    assertThat(first)
        .isEqualTo(new Page(List.of(), PageReader.MAX_LOOKED_AT, false, log.head().await()));
    assertThat(second).isEqualTo(new Page(List.of(), count, true, log.head().await()));
  }

  @Test
  void D3_the_data_of_an_event_is_kept_by_reference() {
    MemoryEventLog log = new MemoryEventLog();
    NewEvent event = event("1");
    log.append(Append.of(event)).await();

    assertThat(all(log).events().get(0).data()).isSameAs(event.data());
  }

  @Test
  void an_empty_batch_is_refused() {
    assertThatThrownBy(() -> new MemoryEventLog().append(List.of()).await())
        .isInstanceOf(LogFailure.Invalid.class);
  }

  @Test
  void it_answers_on_the_callers_context_in_a_later_turn() throws TimeoutException {
    MemoryEventLog log = new MemoryEventLog();
    Vertx vertx = Vertx.vertx();
    try {
      Context context = vertx.getOrCreateContext();
      Promise<List<Object>> observed = Promise.promise();
      context.runOnContext(
          turn -> {
            boolean[] turnOver = {false};
            log.append(Append.of(event("1")))
                .onComplete(
                    done ->
                        observed.complete(
                            List.of(done.succeeded(), turnOver[0], currentContext())));
            turnOver[0] = true;
          });

      assertThat(observed.future().await(20, TimeUnit.SECONDS))
          .containsExactly(true, true, context);
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  private static Context currentContext() {
    return Vertx.currentContext();
  }

  private static Page all(MemoryEventLog log) {
    return log.read(Query.after(Cursor.START, Filter.ALL, Query.MAX_LIMIT)).await();
  }

  private static NewEvent event(String id) {
    return NewEvent.builder(id, "/test", "test.happened").stream("order-1")
        .data(Data.of(Data.Form.JSON, new byte[] {'1'}))
        .build();
  }
}
