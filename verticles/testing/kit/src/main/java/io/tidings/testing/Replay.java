package io.tidings.testing;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.EventFamily;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Decider;
import io.tidings.wire.CloudEventsJson;
import io.tidings.wire.EventJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A slice of a real log, as the gateway exports it: the pages of {@code /v1/events} as {@code
 * application/x-ndjson}, one after the other as their links {@code next} lead on. Held in memory as
 * a whole. Immutable.
 */
public final class Replay {

  private static final int AT_ONCE = 500;

  private final List<RecordedEvent> events;

  private Replay(List<RecordedEvent> events) {
    this.events = List.copyOf(events);
  }

  /**
   * Reads a file of one event a line.
   *
   * @throws IllegalArgumentException naming the line that is no event of a log
   */
  public static Replay of(Path ndjson) {
    try {
      List<String> lines = Files.readAllLines(ndjson);
      return new Replay(
          IntStream.range(0, lines.size())
              .filter(index -> !lines.get(index).isBlank())
              .mapToObj(index -> recorded(ndjson, index + 1, lines.get(index)))
              .toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** In the order of the file. */
  public List<RecordedEvent> events() {
    return events;
  }

  /** Only these streams' events. */
  public Replay category(String category) {
    return new Replay(
        events.stream()
            .filter(
                event ->
                    event.stream().equals(category) || event.stream().startsWith(category + "-"))
            .toList());
  }

  /** What has become of each stream: the events as they are read today, one after the other. */
  public <E, S> Map<String, S> states(EventFamily<E> family, Decider<?, E, S> decider) {
    return states(family, decider.initial(), decider::evolve);
  }

  /** The same for anything that is folded from events. */
  public <E, S> Map<String, S> states(
      EventFamily<E> family, S initial, BiFunction<S, E, S> evolve) {
    Map<String, S> states = new TreeMap<>();
    for (RecordedEvent recorded : events) {
      S state = states.getOrDefault(recorded.stream(), initial);
      for (E event : EventJson.decode(recorded.event(), family)) {
        state = evolve.apply(state, event);
      }
      states.put(recorded.stream(), state);
    }
    return states;
  }

  /**
   * Records the slice in a log, of a test, so that whole verticles can work on it: with the same
   * ids, in the same order, at positions of that log.
   *
   * @throws AssertionError if the log refuses one
   */
  public void into(EventLog log) {
    for (int from = 0; from < events.size(); from += AT_ONCE) {
      List<Append> appends =
          events.subList(from, Math.min(events.size(), from + AT_ONCE)).stream()
              .map(event -> Append.of(event.event()))
              .toList();
      List<AppendResult> refused =
          Await.of(log.append(appends), "the slice is recorded").stream()
              .filter(result -> !(result instanceof AppendResult.Recorded))
              .toList();
      if (!refused.isEmpty()) {
        throw new AssertionError("the log has refused events of the slice: " + refused);
      }
    }
  }

  /** The types of the slice with how often each is there, for a first look. */
  public Map<String, Long> types() {
    return events.stream()
        .collect(
            Collectors.groupingBy(
                event -> event.type() + " version " + event.event().schemaVersion(),
                TreeMap::new,
                Collectors.counting()));
  }

  private static RecordedEvent recorded(Path file, int number, String line) {
    try {
      NewEvent event = CloudEventsJson.read(line.getBytes(StandardCharsets.UTF_8));
      JsonObject place = new JsonObject(Buffer.buffer(line));
      return new RecordedEvent(
          event,
          number(place, "tidingsversion"),
          number(place, "tidingsposition"),
          number(place, "tidingsepoch"),
          Instant.parse(place.getString("tidingsrecorded")));
    } catch (RuntimeException malformed) {
      throw new IllegalArgumentException(
          file + ", line " + number + " is no event as the gateway exports it", malformed);
    }
  }

  private static long number(JsonObject place, String name) {
    return Long.parseLong(place.getString(name));
  }
}
