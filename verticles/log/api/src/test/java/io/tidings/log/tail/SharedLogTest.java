package io.tidings.log.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.log.LogFailure;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedLogTest {

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedLog log = new ScriptedLog();
  private final Tail tail = new Tail(vertx, log, TailConfig.defaults());
  private final SharedLog shared = new SharedLog(log, tail);

  @BeforeEach
  void start() {
    TidingsCodec.register(vertx);
    log.record(10_000);
    tail.start().await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void ten_readers_near_each_other_cost_one_read_of_each_event() {
    List<List<Long>> seen = new ArrayList<>();
    long[] after = new long[10];
    for (int reader = 0; reader < 10; reader++) {
      seen.add(new ArrayList<>());
      after[reader] = 7L * reader;
    }
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int reader = 0; reader < 10; reader++) {
        Page page = read(Filter.ALL, after[reader], 500);
        seen.get(reader).addAll(page.events().stream().map(RecordedEvent::position).toList());
        moved |= page.through() > after[reader];
        after[reader] = page.through();
      }
    }

    for (int reader = 0; reader < 10; reader++) {
      assertThat(seen.get(reader))
          .isEqualTo(LongStream.rangeClosed(7L * reader + 1, 10_000).boxed().toList());
    }
    assertThat(log.reads()).isLessThanOrEqualTo(10_000 / Query.MAX_LIMIT + 10);
  }

  @Test
  void readers_of_fewer_slots_get_their_part_of_what_is_shared() {
    Filter lower = Filter.slots(new SlotRange(0, 511));
    Filter upper = Filter.slots(new SlotRange(512, 1023));

    Page one = read(lower, 0, 1000);
    Page other = read(upper, 0, 1000);

    assertThat(one.events()).isNotEmpty().allMatch(lower::matches);
    assertThat(other.events()).isNotEmpty().allMatch(upper::matches);
    assertThat(one.events().size() + other.events().size()).isEqualTo(1000);
    assertThat(one.through()).isEqualTo(other.through()).isEqualTo(1000);
  }

  @Test
  void what_was_recorded_after_a_page_was_read_is_read_anew() {
    assertThat(read(Filter.ALL, 9_990, 100).through()).isEqualTo(10_000);
    assertThat(read(Filter.ALL, 10_000, 100).events()).isEmpty();

    log.record(10_005);

    assertThat(read(Filter.ALL, 10_000, 100).through()).isEqualTo(10_005);
  }

  @Test
  void L7_a_cursor_of_a_lost_future_is_refused_though_its_page_is_held() {
    assertThat(read(Filter.ALL, 9_000, 10).events()).hasSize(10);

    log.rollBack(8_000);
    vertx.eventBus().publish("log.feed", log.head().result());
    Awaitility.await().until(() -> tail.view().epoch() == 2);

    assertThatThrownBy(() -> read(Filter.ALL, 9_000, 10)).isInstanceOf(LogFailure.CursorLost.class);
  }

  @Test
  void a_failed_read_is_told_and_not_kept() {
    log.failNext(1);
    assertThatThrownBy(() -> read(Filter.ALL, 0, 10)).isInstanceOf(LogFailure.Unavailable.class);

    assertThat(read(Filter.ALL, 0, 10).events()).hasSize(10);
  }

  private Page read(Filter filter, long after, int limit) {
    return shared.read(Query.after(new Cursor(1, after), filter, limit)).await();
  }
}
