package io.tidings.log.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.log.LogFailure;
import io.tidings.log.bus.Addresses;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Frame;
import io.tidings.model.Head;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TailTest {

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedLog log = new ScriptedLog();
  private final Tail tail = new Tail(vertx, log, TailConfig.defaults());
  private final List<Long> seen = new CopyOnWriteArrayList<>();
  private final AtomicReference<Throwable> ended = new AtomicReference<>();

  TailTest() {
    TidingsCodec.register(vertx);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void D2_frames_in_order_are_delivered_without_reading_the_log() {
    followFromNow();

    publish(1, 3);
    publish(4, 4);

    awaitSeen(1, 4);
    assertThat(log.reads()).isZero();
  }

  @Test
  void D2_a_frame_that_was_overtaken_is_waited_for() {
    followFromNow();
    log.record(4);

    publishFrame(3, 4);
    publishFrame(1, 2);

    awaitSeen(1, 4);
  }

  @Test
  void D2_a_lost_frame_is_read_from_the_log() {
    followFromNow();
    log.record(5);

    publishFrame(4, 5);

    awaitSeen(1, 5);
    assertThat(log.reads()).isPositive();
  }

  @Test
  void D2_frames_that_come_twice_are_delivered_once() {
    followFromNow();

    publish(1, 3);
    publishFrame(1, 3);
    publishFrame(2, 3);
    publish(4, 5);

    awaitSeen(1, 5);
  }

  @Test
  void D2_the_beacon_tells_of_a_frame_that_was_never_sent() {
    followFromNow();
    log.record(2);

    vertx.eventBus().publish(Addresses.FEED, new Head(1, 2));

    awaitSeen(1, 2);
  }

  @Test
  void D2_a_repair_is_repeated_until_the_log_answers() {
    followFromNow();
    log.record(3);
    log.failNext(2);

    publishFrame(3, 3);

    awaitSeen(1, 3);
  }

  @Test
  void D2_a_follower_from_a_cursor_catches_up_and_crosses_over() {
    log.record(1700);
    follow(new Cursor(1, 10), Filter.ALL);

    publish(1701, 1800);

    awaitSeen(11, 1800);
  }

  @Test
  void D2_a_slow_follower_misses_nothing_and_holds_little() {
    Promise<Void> release = Promise.promise();
    Follower.Options options = new Follower.Options(Filter.ALL, null, 10);
    Follower.follow(vertx, log, tail, options, sink(release.future())).await();

    for (int first = 1; first < 1000; first += 3) {
      publish(first, first + 2);
    }
    await().until(() -> tail.view().position() == 999);
    assertThat(seen).hasSizeLessThan(10);
    release.complete();

    awaitSeen(1, 999);
  }

  @Test
  void D2_a_filter_sees_only_what_matches() {
    follow(null, Filter.types("something.else"));

    publish(1, 3);

    await().until(() -> tail.view().position() == 3);
    assertThat(seen).isEmpty();
  }

  @Test
  void events_are_published_on_the_local_bus_by_reference() {
    List<RecordedEvent> heard = new CopyOnWriteArrayList<>();
    vertx
        .eventBus()
        .<RecordedEvent>localConsumer(
            Addresses.event("test.happened"), message -> heard.add(message.body()));
    tail.start().await();
    log.record(2);
    Frame frame = new Frame(log.between(1, 2));

    vertx.eventBus().publish(Addresses.FEED, frame);

    await().until(() -> heard.size() == 2);
    assertThat(heard.get(0)).isSameAs(frame.events().get(0));
  }

  @Test
  void L7_a_follower_behind_the_rollback_is_told_where_to_go_back_to() {
    followFromNow();
    publish(1, 8);
    awaitSeen(1, 8);

    log.rollBack(5);
    log.record(9);
    vertx.eventBus().publish(Addresses.FEED, new Frame(log.between(9, 9)));

    await().until(() -> ended.get() instanceof LogFailure.CursorLost);
    assertThat(((LogFailure.CursorLost) ended.get()).goBackTo()).isEqualTo(new Cursor(2, 5));
    await().until(() -> tail.view().equals(new Head(2, 9)));
  }

  @Test
  void L7_a_new_epoch_that_lost_nothing_goes_unnoticed() {
    followFromNow();
    publish(1, 3);
    awaitSeen(1, 3);

    log.rollBack(3);
    log.record(5);
    vertx.eventBus().publish(Addresses.FEED, new Frame(log.between(4, 5)));

    awaitSeen(1, 5);
    assertThat(tail.view()).isEqualTo(new Head(2, 5));
    assertThat(ended).hasNullValue();
  }

  @Test
  void the_view_can_be_waited_for() {
    tail.start().await();
    Future<Boolean> reached = tail.reached(new Cursor(1, 2), Duration.ofSeconds(10));

    publish(1, 2);

    assertThat(reached.await()).isTrue();
    assertThat(tail.reached(new Cursor(1, 3), Duration.ofMillis(20)).await()).isFalse();
  }

  private void followFromNow() {
    follow(null, Filter.ALL);
  }

  private void follow(Cursor after, Filter filter) {
    Follower.Options options = new Follower.Options(filter, after, 1000);
    Follower.follow(vertx, log, tail, options, sink(Future.succeededFuture())).await();
  }

  private Follower.Sink sink(Future<Void> taken) {
    return new Follower.Sink() {
      @Override
      public Future<?> deliver(List<RecordedEvent> events, Cursor through) {
        events.forEach(event -> seen.add(event.position()));
        return taken;
      }

      @Override
      public void ended(Throwable why) {
        ended.set(why);
      }
    };
  }

  private void publish(long first, long last) {
    log.record(last);
    publishFrame(first, last);
  }

  private void publishFrame(long first, long last) {
    vertx.eventBus().publish(Addresses.FEED, new Frame(log.between(first, last)));
  }

  private void awaitSeen(long first, long last) {
    List<Long> expected = LongStream.rangeClosed(first, last).boxed().toList();
    await().until(() -> seen.size() >= expected.size());
    assertThat(seen).isEqualTo(expected);
  }
}
