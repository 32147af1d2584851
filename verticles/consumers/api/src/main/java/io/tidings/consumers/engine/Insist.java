package io.tidings.consumers.engine;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.log.LogFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Repeats a call to the store or the log until it is answered, or not wanted any more. */
final class Insist<T> {

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final Scope scope;
  private final String what;
  private final Supplier<Future<T>> call;
  private final BooleanSupplier wanted;
  private final Promise<T> answer = Promise.promise();
  private long pause = FIRST_PAUSE_MILLIS;

  private Insist(Scope scope, String what, Supplier<Future<T>> call, BooleanSupplier wanted) {
    this.scope = scope;
    this.what = what;
    this.call = call;
    this.wanted = wanted;
  }

  /**
   * Answers on the engine's context, in a later turn.
   *
   * @param what for the log, which is told once
   * @return fails if the call is refused, or with the last failure once it is not wanted any more
   */
  static <T> Future<T> on(
      Scope scope, String what, Supplier<Future<T>> call, BooleanSupplier wanted) {
    Insist<T> insist = new Insist<>(scope, what, call, wanted);
    insist.attempt();
    return insist.answer.future();
  }

  private void attempt() {
    scope.here(call.get()).onSuccess(answer::complete).onFailure(this::failed);
  }

  private void failed(Throwable failure) {
    if (!wanted.getAsBoolean() || isRefusal(failure)) {
      answer.fail(failure);
      return;
    }
    scope.troubled(what, failure);
    scope.after(pause, this::attempt);
    pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof ConsumerFailure.Unknown
        || failure instanceof ConsumerFailure.Conflict
        || failure instanceof ConsumerFailure.Invalid
        || failure instanceof LogFailure.CursorLost
        || failure instanceof LogFailure.Invalid;
  }
}
