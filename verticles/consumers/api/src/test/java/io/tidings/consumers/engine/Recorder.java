package io.tidings.consumers.engine;

import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Handlers that remember what they were given, and that do what a test wants. */
final class Recorder implements Work {

  /** Decides how a delivery ends. */
  volatile Function<Delivery, Future<?>> behaviour = delivery -> Future.succeededFuture();

  private final List<Delivery> begun = new ArrayList<>();
  private final List<Delivery> handled = new ArrayList<>();
  private final Set<String> atWork = ConcurrentHashMap.newKeySet();
  private final List<String> violations = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private int mostRunning;

  @Override
  public Future<?> handle(Delivery delivery) {
    String stream = delivery.event().stream();
    synchronized (this) {
      begun.add(delivery);
      mostRunning = Math.max(mostRunning, running.incrementAndGet());
      if (!atWork.add(stream)) {
        violations.add(stream + " twice at once, at " + delivery.event().position());
      }
    }
    return behaviour
        .apply(delivery)
        .onComplete(
            done -> {
              synchronized (this) {
                running.decrementAndGet();
                atWork.remove(stream);
                if (done.succeeded()) {
                  handled.add(delivery);
                }
              }
            });
  }

  @Override
  public String handler(RecordedEvent event) {
    return "recorder";
  }

  synchronized List<Delivery> begun() {
    return List.copyOf(begun);
  }

  synchronized List<Delivery> handled() {
    return List.copyOf(handled);
  }

  List<Delivery> handled(String stream) {
    return handled().stream().filter(one -> one.event().stream().equals(stream)).toList();
  }

  List<Long> versions(String stream) {
    return handled(stream).stream().map(one -> one.event().version()).toList();
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized int mostRunning() {
    return mostRunning;
  }

  int running() {
    return running.get();
  }

  synchronized void forget() {
    begun.clear();
    handled.clear();
  }

  /** How often each position was handled. */
  Map<Long, Integer> times() {
    Map<Long, Integer> times = new HashMap<>();
    handled().forEach(one -> times.merge(one.event().position(), 1, Integer::sum));
    return times;
  }
}
