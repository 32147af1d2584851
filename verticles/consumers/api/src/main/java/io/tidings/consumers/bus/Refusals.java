package io.tidings.consumers.bus;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.wire.PayloadMismatch;
import io.tidings.wire.Refusal;

/** Failures of a store as messages, and back. */
final class Refusals {

  private Refusals() {}

  /** What to answer for a failure; one that is none of the store's own counts as unavailable. */
  static Refusal of(Throwable failure) {
    return Refusal.of(code(failure), String.valueOf(failure.getMessage()));
  }

  private static Refusal.Code code(Throwable failure) {
    if (failure instanceof ConsumerFailure.Unknown) {
      return Refusal.Code.NOT_FOUND;
    }
    if (failure instanceof ConsumerFailure.Conflict) {
      return Refusal.Code.CONFLICT;
    }
    if (failure instanceof ConsumerFailure.Invalid
        || failure instanceof PayloadMismatch
        || failure instanceof IllegalArgumentException) {
      return Refusal.Code.INVALID;
    }
    return Refusal.Code.UNAVAILABLE;
  }

  static ConsumerFailure failure(Refusal refusal) {
    return switch (refusal.code()) {
      case NOT_FOUND -> new ConsumerFailure.Unknown(refusal.detail());
      case CONFLICT -> new ConsumerFailure.Conflict(refusal.detail());
      case INVALID -> new ConsumerFailure.Invalid(refusal.detail());
      case UNAVAILABLE, UNKNOWN, UNREADABLE, OVERLOADED, CURSOR_LOST ->
          new ConsumerFailure.Unavailable(refusal.detail(), null);
    };
  }
}
