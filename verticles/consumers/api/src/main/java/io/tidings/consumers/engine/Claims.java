package io.tidings.consumers.engine;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Segments;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says regularly that the node is there, one claim at a time, and passes on what is answered. */
final class Claims {

  interface Answers {
    /**
     * @param claim the number of the claim that is answered
     */
    void assigned(Segments.Assignment assignment, long claim);

    /** There is no such consumer any more. */
    void removed();

    /** No claim is under way, however the last one ended. */
    void rest();
  }

  private static final long SPACING_NANOS = 50_000_000;

  private final Scope scope;
  private final Supplier<List<Segments.Lease>> held;
  private final Answers answers;
  private long timer = -1;
  private long begun = System.nanoTime() - SPACING_NANOS;
  private long number;
  private boolean asking;
  private boolean again;
  private boolean closed;

  Claims(Scope scope, Supplier<List<Segments.Lease>> held, Answers answers) {
    this.scope = scope;
    this.held = held;
    this.answers = answers;
  }

  /** That of the latest claim; it counts up. */
  long number() {
    return number;
  }

  boolean isAsking() {
    return asking;
  }

  void close() {
    closed = true;
    scope.cancel(timer);
  }

  /** Claims at once, or right after the claim that is under way. */
  void now() {
    if (asking) {
      again = true;
    } else if (!closed) {
      long wait = SPACING_NANOS - (System.nanoTime() - begun);
      if (wait > 0) {
        claimIn(TimeUnit.NANOSECONDS.toMillis(wait) + 1);
      } else {
        claim();
      }
    }
  }

  /** Succeeds whatever is answered. */
  Future<Void> claim() {
    if (closed || asking) {
      return Future.succeededFuture();
    }
    scope.cancel(timer);
    asking = true;
    again = false;
    begun = System.nanoTime();
    long asked = begun;
    long mine = ++number;
    Segments.Claim claim =
        new Segments.Claim(scope.consumer(), scope.node(), scope.config().lease(), held.get());
    return scope
        .here(
            scope
                .store()
                .claim(claim)
                .timeout(scope.config().lease().toMillis() / 2, TimeUnit.MILLISECONDS))
        .onComplete(done -> asking = false)
        .onSuccess(
            assignment -> {
              scope.untroubled();
              scope.leasedUntil(asked + scope.config().lease().toNanos());
              if (!closed) {
                answers.assigned(assignment, mine);
              }
            })
        .onFailure(this::failed)
        .onComplete(done -> answered())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void failed(Throwable failure) {
    if (!closed) {
      scope.troubled("claim segments", failure);
    }
    if (failure instanceof ConsumerFailure.Unknown) {
      answers.removed();
    }
  }

  private void answered() {
    answers.rest();
    if (again) {
      again = false;
      now();
    } else {
      long interval = scope.config().claimInterval().toMillis();
      claimIn((long) (interval * (0.6 + 0.2 * ThreadLocalRandom.current().nextDouble())));
    }
  }

  private void claimIn(long millis) {
    scope.cancel(timer);
    if (!closed) {
      timer = scope.after(millis, this::claim);
    }
  }
}
