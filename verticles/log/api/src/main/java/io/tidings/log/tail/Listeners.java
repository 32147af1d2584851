package io.tidings.log.tail;

import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Calls each listener on its own context. One that does not keep up is left out rather than
 * buffered for without bound; it sees by the positions that something is missing. Thread-safe.
 */
final class Listeners {

  private static final int MAX_OUTSTANDING = 256;

  private record Registered(Context context, TailListener listener, AtomicInteger outstanding) {}

  private final List<Registered> all = new CopyOnWriteArrayList<>();

  void add(Context context, TailListener listener) {
    all.add(new Registered(context, listener, new AtomicInteger()));
  }

  void remove(TailListener listener) {
    all.removeIf(registered -> registered.listener() == listener);
  }

  /** What is skipped for a slow listener must be something that it can notice to be missing. */
  void tell(Consumer<TailListener> news) {
    for (Registered registered : all) {
      if (registered.outstanding().incrementAndGet() > MAX_OUTSTANDING) {
        registered.outstanding().decrementAndGet();
      } else {
        dispatch(registered, news);
      }
    }
  }

  /** For news that must not be skipped, and are rare. */
  void tellAll(Consumer<TailListener> news) {
    for (Registered registered : all) {
      registered.outstanding().incrementAndGet();
      dispatch(registered, news);
    }
  }

  private static void dispatch(Registered registered, Consumer<TailListener> news) {
    registered
        .context()
        .runOnContext(
            go -> {
              registered.outstanding().decrementAndGet();
              news.accept(registered.listener());
            });
  }
}
