package io.tidings.gateway.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Keeps memory bounded (G3): how many requests are served at once, and how many bytes are held for
 * them. What goes beyond is answered 429. Shared by the gateway verticles of a node; thread-safe.
 */
public final class Admission {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final AtomicLong bytes = new AtomicLong();
  private final long maxBytes;

  public Admission(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** How many bytes are held now. */
  public long bytes() {
    return bytes.get();
  }

  /** One that holds nothing yet; close it in the end. */
  public Reservation reservation() {
    return new Reservation();
  }

  /** The bytes held for one request; used on its event loop alone. */
  public final class Reservation implements AutoCloseable {

    private long held;

    /**
     * Asks whether there is room for more, and holds nothing.
     *
     * @throws Problem when the gateway holds too much already
     */
    public void require(long more) {
      if (bytes.get() + more > maxBytes) {
        throw overloaded("bytes of requests are held", maxBytes);
      }
    }

    /**
     * Holds more.
     *
     * @throws Problem when the gateway holds too much already
     */
    public void grow(long more) {
      if (bytes.addAndGet(more) > maxBytes) {
        bytes.addAndGet(-more);
        throw overloaded("bytes of requests are held", maxBytes);
      }
      held += more;
    }

    /** Whether all that is held, for whomever, is within the bound. */
    public boolean fits() {
      return bytes.get() <= maxBytes;
    }

    /** Holds more of what cannot be refused any more, so that others are. */
    public void insist(long more) {
      bytes.addAndGet(more);
      held += more;
    }

    /** Holds less. */
    public void shrink(long less) {
      long released = Math.min(less, held);
      bytes.addAndGet(-released);
      held -= released;
    }

    @Override
    public void close() {
      bytes.addAndGet(-held);
      held = 0;
    }
  }

  /** A bound on how many requests of one kind are served at once. */
  public static final class Slots {

    private final AtomicInteger taken = new AtomicInteger();
    private final int max;
    private final String what;

    /**
     * So many slots.
     *
     * @param what "requests that append": for the problem's detail
     */
    public Slots(int max, String what) {
      this.max = max;
      this.what = what;
    }

    public int taken() {
      return taken.get();
    }

    /** The endpoint, refused while all slots are taken. */
    public Endpoint limit(Endpoint endpoint) {
      return exchange -> hold(() -> endpoint.serve(exchange));
    }

    /**
     * The endpoint, refused while all slots are taken; it takes its own by {@link #hold} when the
     * request has arrived, so that one that never does takes none.
     */
    public Endpoint unlessFull(Endpoint endpoint) {
      return exchange -> taken.get() >= max ? refused() : endpoint.serve(exchange);
    }

    /** The work, refused while all slots are taken. */
    public <T> Future<T> hold(Supplier<? extends Future<? extends T>> work) {
      if (taken.incrementAndGet() > max) {
        taken.decrementAndGet();
        return refused();
      }
      return begin(work).<T>map(done -> done).onComplete(done -> taken.decrementAndGet());
    }

    private <T> Future<T> refused() {
      return Future.failedFuture(overloaded(what + " are served at once", max));
    }

    private static <T> Future<? extends T> begin(Supplier<? extends Future<? extends T>> work) {
      try {
        return work.get();
      } catch (RuntimeException failure) {
        return Future.failedFuture(failure);
      }
    }
  }

  private static Problem overloaded(String what, long limit) {
    return Problem.of(
            ProblemKind.OVERLOADED,
            "At most "
                + limit
                + " "
                + what
                + "; nothing of this one was recorded: send it again after Retry-After")
        .with("limit", limit)
        .retryAfter(SOON);
  }
}
