package io.tidings;

import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Definitions.State;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.Retry;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A consumer in this process, and what its tests ask and do. */
abstract class ConsumerFixture {

  static final Retry QUICK =
      Retry.DEFAULT.attempts(3).backoff(Duration.ofMillis(1), Duration.ofMillis(2), 1);

  final Tidings tidings = Tidings.inProcess();
  final List<String> handled = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  void count(String name, ConcurrentHashMap<String, Integer> into) {
    tidings
        .consumer(name)
        .on(OrderPlaced.class, (order, context) -> into.merge(order.orderId(), 1, Integer::sum))
        .start()
        .await();
  }

  void note(OrderPlaced order, ConsumerContext context) {
    handled.add(order.orderId());
  }

  /** Each in a stream of its own. */
  void place(String... orders) {
    for (String order : orders) {
      tidings.to("order-" + order).publish(placed(order)).await();
    }
  }

  void append(String id, String stream, String partner) {
    tidings
        .publish(
            Append.of(
                NewEvent.builder(id, "/test", "test.happened").stream(stream)
                    .extension("partner", partner)
                    .build()))
        .await();
  }

  /** Everything that is in the log now. */
  void replay(String consumer, boolean dryRun) {
    Cursor to = cursor(all().size());
    change(new Change(consumer, Command.REPLAY, cursor(0), to, 0, dryRun, "test", "once more"));
  }

  void change(Change change) {
    tidings.store().change(change).await();
  }

  boolean isRunning(String consumer) {
    var status = tidings.store().status(new Asked(consumer)).await().consumers().get(0);
    return status.state() == State.RUNNING
        && status.segments().stream().allMatch(one -> one.replay() == null);
  }

  Cursor cursor(long position) {
    return new Cursor(tidings.log().head().await().epoch(), position);
  }

  List<RecordedEvent> all() {
    return tidings.log().read(Query.after(Cursor.START, Filter.ALL, 1000)).await().events();
  }

  static Which any(String consumer) {
    return new Which(consumer, null, null, null, null, null, null);
  }

  List<DeadLetter> letters(String consumer) {
    Which dead = new Which(consumer, HeldState.DEAD, null, null, null, null, null);
    return tidings.store().deadLetters(new DeadLetterQuery(dead, 0, 100)).await().letters();
  }

  List<String> actions(String consumer) {
    return tidings.store().ledger(new LedgerQuery(consumer, 0, 100)).await().rows().stream()
        .map(LedgerRow::action)
        .toList();
  }

  void settle() {
    tidings.settled().await();
  }

  static OrderPlaced placed(String id) {
    return new OrderPlaced(id, "C456", BigDecimal.TEN);
  }
}
