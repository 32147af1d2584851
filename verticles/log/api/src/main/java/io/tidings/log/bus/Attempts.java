package io.tidings.log.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes a request over the bus again and again, with pauses of 10 to 100 ms, until it is answered,
 * refused for good, or out of time.
 *
 * <p>A request that was not answered may still be carried out. From then on its outcome is unknown
 * until an attempt is answered: that a later one was refused for want of room, say, tells nothing
 * of the one before. So when the time is over, what is told is the last failure that left the
 * outcome unknown, whatever came after it.
 *
 * <p>Thread-safe. Public for what speaks over the bus as the log does.
 */
public final class Attempts {

  private static final int MIN_PAUSE_MILLIS = 10;
  private static final int MAX_PAUSE_MILLIS = 100;

  private final Vertx vertx;
  private final Lasting lasting;
  private final Class<? extends Throwable> unanswered;

  /**
   * @param unanswered failures of this class leave open whether the attempt was carried out
   */
  public Attempts(Vertx vertx, Class<? extends Throwable> unanswered) {
    this.vertx = vertx;
    this.lasting = new Lasting(vertx);
    this.unanswered = unanswered;
  }

  /** What is attempted. */
  @FunctionalInterface
  public interface Attempt<T> {

    /**
     * Ends by itself: its time-out is its own.
     *
     * @param first whether none was made before
     */
    Future<T> make(boolean first);
  }

  /** Which requests may be made once more. */
  @FunctionalInterface
  public interface Repeatable {

    /**
     * @param failure of the last attempt
     * @param unknown whether that one, or one before it, left the outcome unknown
     */
    boolean after(Throwable failure, boolean unknown);
  }

  /**
   * Makes one attempt after the other, also while the verticle that asks for them is undeployed.
   *
   * @param deadline from when on no other attempt is begun, as told by {@link System#nanoTime}; one
   *     that has begun is waited for
   * @return the answer, on the context of the caller if it is a verticle. Fails as the last attempt
   *     did if that may not be repeated; when the time is over as the last one that left the
   *     outcome unknown, or as the last one if none did
   */
  public <T> Future<T> until(long deadline, Repeatable repeatable, Attempt<T> attempt) {
    return lasting.call(() -> make(new Request<>(deadline, repeatable, attempt), true, null));
  }

  private record Request<T>(long deadline, Repeatable repeatable, Attempt<T> attempt) {}

  private <T> Future<T> make(Request<T> request, boolean first, Throwable unknown) {
    return request.attempt().make(first).recover(failure -> again(request, unknown, failure));
  }

  private <T> Future<T> again(Request<T> request, Throwable before, Throwable failure) {
    Throwable unknown = unanswered.isInstance(failure) ? failure : before;
    if (!request.repeatable().after(failure, unknown != null)) {
      return Future.failedFuture(failure);
    }
    if (System.nanoTime() - request.deadline() >= 0) {
      return Future.failedFuture(unknown == null ? failure : unknown);
    }
    long millis = ThreadLocalRandom.current().nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
    return vertx.timer(millis).compose(rested -> make(request, false, unknown));
  }
}
