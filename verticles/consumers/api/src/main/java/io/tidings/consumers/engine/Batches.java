package io.tidings.consumers.engine;

import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * Several events at once, in order of position, one batch at a time. Of a batch that fails each
 * event is handed over alone, to find the one that is to blame.
 */
final class Batches implements Order, Places.Turn, Hands.Ending {

  /** Answers whether the stream of the event is held now; otherwise nothing may go on. */
  interface Failing {
    Future<Boolean> failed(RecordedEvent event, int slot, Throwable failure);
  }

  private final Scope scope;
  private final Hands hands;
  private final Places places;
  private final Window window;
  private final Failing failing;
  private final Held held;
  private final TreeMap<Long, RecordedEvent> waiting = new TreeMap<>();
  private final List<RecordedEvent> batch = new ArrayList<>();
  private boolean queued;

  Batches(Scope scope, Hands hands, Places places, Window window, Held held, Failing failing) {
    this.scope = scope;
    this.hands = hands;
    this.places = places;
    this.window = window;
    this.held = held;
    this.failing = failing;
  }

  @Override
  public int size() {
    return waiting.size() + batch.size();
  }

  @Override
  public void offer(RecordedEvent event, int slot) {
    waiting.put(event.position(), event);
    window.begin(event.position());
    queue();
  }

  /** In a later turn, so that a page that is being looked at makes batches that are full. */
  private void queue() {
    if (!queued && batch.isEmpty()) {
      queued = true;
      scope.inTurn(() -> places.enter(this));
    }
  }

  @Override
  public void begin() {
    queued = false;
    while (batch.size() < scope.work().batch() && !waiting.isEmpty()) {
      batch.add(waiting.pollFirstEntry().getValue());
    }
    if (batch.isEmpty()) {
      places.leave();
    } else if (hands.hand(batch.stream().map(this::delivery).toList(), this)) {
      finished();
    }
  }

  @Override
  public void ended(Throwable failure) {
    if (failure == null) {
      finished();
    } else if (failure instanceof Fenced) {
      failing
          .failed(batch.get(0), StreamName.slot(batch.get(0).stream()), failure)
          .onComplete(never -> places.leave());
    } else {
      oneByOne();
    }
  }

  private Delivery delivery(RecordedEvent event) {
    return hands.delivery(event, StreamName.slot(event.stream()), 1);
  }

  private void finished() {
    batch.forEach(event -> window.done(event.position()));
    batch.clear();
    next();
  }

  private void next() {
    if (!waiting.isEmpty()) {
      queue();
    }
    places.leave();
  }

  private void oneByOne() {
    while (!batch.isEmpty()) {
      if (!places.isOpen()) {
        batch.forEach(event -> waiting.put(event.position(), event));
        batch.clear();
        break;
      }
      RecordedEvent event = batch.get(0);
      if (!hands.hand(delivery(event), failure -> endedAlone(event, failure))) {
        return;
      }
      done(event);
    }
    next();
  }

  private void endedAlone(RecordedEvent event, Throwable failure) {
    if (failure == null) {
      done(event);
      oneByOne();
      return;
    }
    failing
        .failed(event, StreamName.slot(event.stream()), failure)
        .onComplete(
            done -> {
              if (done.succeeded() && done.result()) {
                skip(event);
                oneByOne();
              } else {
                places.leave();
              }
            });
  }

  private void done(RecordedEvent event) {
    window.done(event.position());
    batch.remove(event);
  }

  /** The stream is held at the event: what waits behind it is no business of a batch. */
  private void skip(RecordedEvent event) {
    done(event);
    skipFrom(batch.iterator(), event.stream());
    skipFrom(waiting.values().iterator(), event.stream());
  }

  private void skipFrom(Iterator<RecordedEvent> events, String stream) {
    while (events.hasNext()) {
      RecordedEvent one = events.next();
      if (one.stream().equals(stream)) {
        held.skips(one);
        events.remove();
      }
    }
  }
}
