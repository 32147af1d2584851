package io.tidings.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.Tidings;
import io.tidings.model.Filter;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Everything in one process, with the time and the ids of the test: a test that does the same gets
 * equal events. Its methods wait, so call them on the test's thread; whatever has not come after
 * {@value #PATIENCE_SECONDS} seconds fails.
 *
 * <pre>{@code
 * try (TestTidings test = TestTidings.begin()) {
 *   test.tidings().vertx().deployVerticle(new PaymentVerticle(test.tidings())).await();
 *   test.publish("order-A123", new OrderPlaced("A123", "C456", total));
 *   test.settle();
 *   assertThat(test.events("order-A123")).extracting(RecordedEvent::type).contains(…);
 * }
 * }</pre>
 */
public final class TestTidings implements AutoCloseable {

  static final long PATIENCE_SECONDS = 30;

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final TestClock clock;
  private final Tidings tidings;
  private final Due due;

  private TestTidings(TestClock clock) {
    this.clock = clock;
    AtomicLong ids = new AtomicLong();
    this.tidings =
        Tidings.inProcess(
            clock, () -> "00000000-0000-7000-8000-%012d".formatted(ids.incrementAndGet()));
    this.due = new Due(tidings, clock);
  }

  /** An empty log at {@link TestClock#BEGINNING}. */
  public static TestTidings begin() {
    return begin(new TestClock());
  }

  /**
   * An empty log at the present time of a clock, which whatever is tested may have as well. It goes
   * on by {@link #advance}, which waits for what is due by then; nobody waits if the clock itself
   * is told to.
   */
  public static TestTidings begin(TestClock clock) {
    return new TestTidings(clock);
  }

  public Tidings tidings() {
    return tidings;
  }

  public Instant now() {
    return clock.instant();
  }

  /** Records events of a stream, in this order. */
  public void publish(String stream, Record... events) {
    Await.of(tidings.to(stream).publish(List.of(events)), "what was published is recorded");
  }

  /**
   * Waits until every consumer and subscription has handled everything, and what it has caused.
   * What a consumer has failed on waits for time to pass, before it is tried again: {@link
   * #advance}.
   */
  public void settle() {
    Await.of(tidings.settled(), "everything is handled");
  }

  /**
   * Lets time pass: what is scheduled by then is recorded, what consumers try again by then is
   * tried again, each when it is due, and what that causes is handled.
   */
  public void advance(Duration duration) {
    settle();
    Instant end = clock.instant().plus(duration);
    for (Instant next = due.next(); !next.isAfter(end); next = due.next()) {
      if (next.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), next));
      }
      awaitDone(next);
      settle();
    }
    clock.advance(Duration.between(clock.instant(), end));
  }

  /** Everything recorded, in order of position. */
  public List<RecordedEvent> events() {
    return read(Filter.ALL);
  }

  /** The events of a stream, in order. */
  public List<RecordedEvent> events(String stream) {
    return read(Filter.stream(stream));
  }

  /** Everything recorded as text, for comparing runs: a line for each event. */
  public String story() {
    return events().stream()
        .map(
            event ->
                "%d %s %s@%d %s %s"
                    .formatted(
                        event.position(),
                        event.event().time(),
                        event.stream(),
                        event.version(),
                        event.type(),
                        event.data() == null ? "" : new String(event.data().toByteArray(), UTF_8)))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    Await.of(tidings.close(), "everything is closed");
  }

  private void awaitDone(Instant time) {
    Await.until(() -> due.next().isAfter(time), PAUSE, "what is due at " + time + " is done");
  }

  private List<RecordedEvent> read(Filter filter) {
    List<RecordedEvent> all = new ArrayList<>();
    Head head = Await.of(tidings.log().head(), "the log answers");
    Query query =
        new Query(
            filter,
            Query.Unit.POSITION,
            0,
            0,
            Long.MAX_VALUE,
            Query.Direction.FORWARD,
            Query.MAX_LIMIT);
    for (long through = 0; through < head.position(); ) {
      Page page = Await.of(tidings.log().read(query.onward(through)), "the log answers");
      all.addAll(page.events());
      through = page.through();
    }
    return all;
  }
}
