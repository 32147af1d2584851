package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * What a careful client does: sends an append with the same ids until there is an outcome, to
 * another node each time, and gives up in the end. Writes down what was sent and what came of it.
 */
final class Repetition {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final AtomicLong OPERATIONS = new AtomicLong();

  private final Recorder recorder;
  private final AtomicLong answered = new AtomicLong(Long.MIN_VALUE);

  Repetition(Recorder recorder) {
    this.recorder = recorder;
  }

  /** When a client last had an outcome. */
  long answered() {
    return answered.get();
  }

  /** Writes that it is sent; the name of the operation. */
  String begin(String client, List<Draft> events, long expected) {
    String operation = client + "/" + OPERATIONS.incrementAndGet();
    recorder.write(
        new Entry.Sent(
            System.nanoTime(),
            operation,
            client,
            events.stream().map(Draft::intent).toList(),
            expected));
    return operation;
  }

  /** Writes the outcome. */
  void end(String operation, Attempt outcome) {
    long now = System.nanoTime();
    if (outcome instanceof Attempt.Done done) {
      recorder.write(new Entry.Acknowledged(now, operation, done.receipts()));
      answered.accumulateAndGet(now, Math::max);
    } else if (outcome instanceof Attempt.Refused refused) {
      recorder.write(new Entry.Refused(now, operation, refused.status(), refused.actual()));
      answered.accumulateAndGet(now, Math::max);
    } else if (outcome instanceof Attempt.Again again) {
      recorder.write(new Entry.Unanswered(now, operation, again.why()));
    }
  }

  /**
   * Sends until there is an outcome.
   *
   * @param attempt given how many there were before
   * @return the outcome, {@link Attempt.Again} if there was none in time
   */
  Attempt send(String client, List<Draft> events, long expected, IntFunction<Attempt> attempt)
      throws InterruptedException {
    String operation = begin(client, events, expected);
    Attempt last = new Attempt.Again("interrupted", Duration.ZERO);
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (int count = 0; count == 0 || System.nanoTime() < end; count++) {
        last = attempt.apply(count);
        if (!(last instanceof Attempt.Again again)) {
          return last;
        }
        rest(again.pause());
      }
      return last;
    } finally {
      end(operation, last);
    }
  }

  /** At least so long, and not all clients at once. */
  static void rest(Duration pause) throws InterruptedException {
    long millis = Math.min(pause.toMillis(), 5_000);
    Thread.sleep(millis + ThreadLocalRandom.current().nextLong(50, 250));
  }
}
