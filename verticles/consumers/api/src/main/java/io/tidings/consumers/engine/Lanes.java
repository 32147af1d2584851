package io.tidings.consumers.engine;

import io.tidings.model.RecordedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Streams side by side, the events of each one at a time and in order (C2). */
final class Lanes implements Order {

  /** What becomes of an event that failed. */
  interface Failing {
    /**
     * Ends with one of the lane's {@code settle}, {@code again}, {@code clear} and {@code rest}.
     */
    void failed(Lane lane, Throwable failure);
  }

  /** Makes what is handed to the handler. */
  interface Deliveries {
    Delivery of(RecordedEvent event, int slot, int attempt);
  }

  private final Pauses pauses;
  private final Hands hands;
  private final Places places;
  private final Window window;
  private final Deliveries deliveries;
  private final Failing failing;
  private final Map<String, Lane> lanes = new HashMap<>();
  private int size;

  Lanes(
      Pauses pauses,
      Hands hands,
      Places places,
      Window window,
      Deliveries deliveries,
      Failing failing) {
    this.pauses = pauses;
    this.hands = hands;
    this.places = places;
    this.window = window;
    this.deliveries = deliveries;
    this.failing = failing;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void offer(RecordedEvent event, int slot) {
    Lane lane = lanes.get(event.stream());
    if (lane != null) {
      lane.wait(event);
      return;
    }
    lane = new Lane(slot);
    if (places.tryEnter()) {
      lane.current = event;
      if (hands.hand(deliveries.of(event, slot, 1), lane)) {
        places.vacate();
        window.done(event.position());
        return;
      }
      size++;
      window.begin(event.position());
      lanes.put(event.stream(), lane);
    } else {
      lanes.put(event.stream(), lane);
      lane.wait(event);
      places.enter(lane);
    }
  }

  /** One stream that has events in work or waiting. */
  final class Lane implements Places.Turn, Hands.Ending {

    private final int slot;
    private Deque<RecordedEvent> waiting;
    private RecordedEvent current;
    private final Tries tries = new Tries(pauses);

    private Lane(int slot) {
      this.slot = slot;
    }

    RecordedEvent event() {
      return current;
    }

    int slot() {
      return slot;
    }

    /** With the attempt that has failed just now. */
    Tried tried() {
      return tries.tried();
    }

    /** That attempt is not the last. */
    void failed(Verdict verdict) {
      tries.failed(tries.failed() + 1, verdict);
    }

    boolean othersWait() {
      return waiting != null && !waiting.isEmpty();
    }

    private void wait(RecordedEvent event) {
      if (waiting == null) {
        waiting = new ArrayDeque<>(4);
      }
      waiting.add(event);
      window.begin(event.position());
      size++;
    }

    @Override
    public void begin() {
      if (current == null) {
        current = waiting.poll();
        tries.clear();
      }
      if (hands.hand(deliveries.of(current, slot, tries.failed() + 1), this)) {
        settle();
      }
    }

    @Override
    public void ended(Throwable failure) {
      if (failure == null) {
        settle();
      } else {
        failing.failed(this, failure);
      }
    }

    /** The event is done with; the next one of the stream follows. */
    void settle() {
      String stream = current.stream();
      finish(current);
      current = null;
      if (othersWait()) {
        places.enter(this);
      } else {
        lanes.remove(stream);
      }
      places.leave();
    }

    /** The stream is held from here on; {@code skipping} learns what waits in it. */
    void clear(Consumer<RecordedEvent> skipping) {
      lanes.remove(current.stream());
      finish(current);
      if (waiting != null) {
        waiting.forEach(this::finish);
        waiting.forEach(skipping);
      }
      places.leave();
    }

    /** The event stays unfinished and the stream stands still until {@link #again}. */
    void rest() {
      places.leave();
    }

    void again() {
      places.enter(this);
    }

    private void finish(RecordedEvent event) {
      window.done(event.position());
      size--;
    }
  }
}
