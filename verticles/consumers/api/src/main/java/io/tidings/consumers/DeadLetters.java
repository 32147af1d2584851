package io.tidings.consumers;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Held streams as administrators see and steer them. Every change is a row of the ledger (C6). */
public interface DeadLetters {

  /**
   * Which held streams; null stands for any. Those RELEASED are none of them.
   *
   * @param position of the failed event
   * @param error the class of the last exception, or its simple name
   * @param age held for at least so long
   */
  record Which(
      String consumer,
      HeldStreams.HeldState state,
      Long position,
      String stream,
      String type,
      String error,
      Duration age) {}

  /**
   * @param since when the event failed first
   * @param attempts oldest first; the latest 20
   * @param redrives how often it was redriven
   */
  record DeadLetter(
      String consumer,
      String stream,
      int slot,
      HeldStreams.FailedEvent event,
      HeldStreams.HeldState state,
      Instant since,
      List<HeldStreams.Attempt> attempts,
      int redrives,
      HeldStreams.Replacement replacement) {}

  /**
   * @param after only those whose failed event is behind this position
   * @param limit 1 to 1000
   */
  record DeadLetterQuery(Which which, long after, int limit) {}

  record DeadLetterPage(List<DeadLetter> letters) {}

  /** In order of position. */
  Future<DeadLetterPage> deadLetters(DeadLetterQuery query);

  /** How many were affected. */
  record Affected(int count) {}

  /**
   * @param perSecond begin at most so many a second; 0 for all at once
   */
  record Redrive(Which which, double perSecond, String by, String why) {}

  /**
   * Tries them again, oldest first, with all attempts anew; a stream whose event then succeeds goes
   * on in order. Those that are being retried already are tried at once.
   *
   * @return fails with {@link ConsumerFailure.Unknown} if there is no such consumer
   */
  Future<Affected> redrive(Redrive redrive);

  record Discard(Which which, String by, String why) {}

  /**
   * Gives the failed events up; their streams go on behind them. Each is a row of the ledger.
   *
   * @return fails with {@link ConsumerFailure.Invalid} without a reason
   */
  Future<Affected> discard(Discard discard);

  record Edit(
      String consumer, long position, HeldStreams.Replacement replacement, String by, String why) {}

  /**
   * Hands another payload to the handler at the next redrive; the log keeps the original.
   *
   * @return fails with {@link ConsumerFailure.Unknown} if no held stream's failed event is there
   */
  Future<Affected> edit(Edit edit);
}
