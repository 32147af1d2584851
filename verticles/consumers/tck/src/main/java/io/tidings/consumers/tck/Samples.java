package io.tidings.consumers.tck;

import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.FailedEvent;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.Replacement;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Segments.Lease;
import io.tidings.consumers.Start;
import io.tidings.model.Filter;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Consumers and what happens to them. */
final class Samples {

  /** Ends within the patience of a test. */
  static final Duration SHORT = Duration.ofMillis(300);

  /** Does not end while a test runs. */
  static final Duration LONG = Duration.ofMinutes(10);

  private static final Instant TIME = Instant.parse("2026-03-01T12:34:56.123456Z");

  private Samples() {}

  static Definition consumer(String name, int segments) {
    return definition(name, Definition.Kind.HANDLERS, segments, 10);
  }

  static Definition pulled(String name, int segments) {
    return definition(name, Definition.Kind.PULL, segments, 10);
  }

  static Definition definition(String name, Definition.Kind kind, int segments, int inFlight) {
    return new Definition(
        name,
        kind,
        Filter.category("order"),
        Map.of("tenant", "a"),
        Start.FIRST,
        segments,
        inFlight,
        Retry.DEFAULT,
        Definition.OnFailure.DEAD_LETTER,
        LONG);
  }

  static Which any(Definition consumer) {
    return new Which(consumer.name(), null, null, null, null, null, null);
  }

  /** Names of streams, each of a segment of its own if there are so many of equal size. */
  static List<String> streams(int segments) {
    return IntStream.range(0, segments)
        .mapToObj(at -> new SlotRange(1024 / segments * at, 1024 / segments * (at + 1) - 1))
        .map(Samples::stream)
        .toList();
  }

  /** The name of a stream of one of these slots. */
  static String stream(SlotRange slots) {
    return IntStream.iterate(1, number -> number + 1)
        .mapToObj(number -> "order-" + number)
        .filter(name -> slots.contains(StreamName.slot(name)))
        .findFirst()
        .orElseThrow();
  }

  /** The first failure of the event, which is tried again after a long pause. */
  static Failure failure(Definition consumer, Lease lease, String stream, long position) {
    return failure(consumer, lease, stream, position, HeldState.RETRYING, LONG, attempt(1));
  }

  /** The first failure of the event, for good. */
  static Failure dead(Definition consumer, Lease lease, String stream, long position) {
    return failure(consumer, lease, stream, position, HeldState.DEAD, null, attempt(1));
  }

  static Failure failure(
      Definition consumer,
      Lease lease,
      String stream,
      long position,
      HeldState state,
      Duration due,
      Attempt attempt) {
    FailedEvent event = new FailedEvent(position, "orders.order-placed", "/shop", "id-" + position);
    return new Failure(
        consumer.name(), lease, stream, StreamName.slot(stream), event, state, due, attempt);
  }

  static Attempt attempt(int number) {
    return attempt(number, "java.lang.IllegalStateException");
  }

  static Attempt attempt(int number, String error) {
    return new Attempt(
        number,
        TIME.plusSeconds(number),
        "node-1",
        "Mailing.onPlaced",
        error,
        "no such \"mailbox\"",
        error + "\n\tat io.tidings.Mailing");
  }

  static Replacement replacement() {
    byte[] data = "{\"to\":\"grün\"}".getBytes(StandardCharsets.UTF_8);
    return new Replacement("application/json", "JSON", data);
  }
}
