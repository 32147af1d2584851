package io.tidings.chaos.flood;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What became of the requests of one phase. Of one thread. */
public final class Tally {

  private static final int GROWTH = 16;

  private final BitSet acknowledged = new BitSet();
  private final BitSet refused = new BitSet();
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private long[] micros = new long[1 << GROWTH];
  private int[] seconds = new int[1 << GROWTH];
  private int accepted;
  long arrived;
  long sent;
  long withoutRetryAfter;
  long broken;
  double duration;
  double cpuSeconds;

  /**
   * An answer.
   *
   * @param micros since the request arrived at who sends it
   * @param second of the phase in which it was answered
   */
  void answered(Answer answer, long number, long micros, int second) {
    statuses.merge(answer.status(), 1L, Long::sum);
    if (answer.status() / 100 == 2) {
      acknowledged.set((int) number);
      accept(micros, second);
    } else if (!answer.outcomeUnknown()) {
      refused.set((int) number);
    }
    if ((answer.status() == 429 || answer.status() == 503) && !answer.retryAfter()) {
      withoutRetryAfter++;
    }
  }

  /** Adds what another phase has, but for the times. */
  public void add(Tally other) {
    other.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum));
    acknowledged.or(other.acknowledged);
    refused.or(other.refused);
    arrived += other.arrived;
    sent += other.sent;
    broken += other.broken;
    withoutRetryAfter += other.withoutRetryAfter;
  }

  /** Numbers of the requests that were said to be recorded. */
  public BitSet acknowledged() {
    return acknowledged;
  }

  /** Numbers of the requests that were said not to be recorded. */
  public BitSet refused() {
    return refused;
  }

  private void accept(long took, int second) {
    if (accepted == micros.length) {
      micros = Arrays.copyOf(micros, 2 * accepted);
      seconds = Arrays.copyOf(seconds, 2 * accepted);
    }
    micros[accepted] = took;
    seconds[accepted++] = second;
  }

  /** Requests that fell due, whether or not there was a connection with room for them. */
  public long arrived() {
    return arrived;
  }

  public long sent() {
    return sent;
  }

  public long accepted() {
    return accepted;
  }

  public double acceptedPerSecond() {
    return accepted / duration;
  }

  public long answered(int status) {
    return statuses.getOrDefault(status, 0L);
  }

  public Map<Integer, Long> statuses() {
    return statuses;
  }

  /** Refusals for overload that do not say when to come again. */
  public long withoutRetryAfter() {
    return withoutRetryAfter;
  }

  /** Requests whose connection ended before they were answered. */
  public long broken() {
    return broken;
  }

  /** Of what was accepted; NaN if nothing was. */
  public double percentileMillis(double part) {
    return percentile(Arrays.copyOf(micros, accepted), part);
  }

  /** Of what was accepted in one second of the phase; NaN if nothing was. */
  public double percentileMillis(double part, int second) {
    long[] those = new long[accepted];
    int count = 0;
    for (int at = 0; at < accepted; at++) {
      if (seconds[at] == second) {
        those[count++] = micros[at];
      }
    }
    return percentile(Arrays.copyOf(those, count), part);
  }

  private static double percentile(long[] micros, double part) {
    if (micros.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(micros);
    return micros[(int) (part * (micros.length - 1))] / 1e3;
  }

  /** Processor time of the node for each request that it accepted. */
  public double cpuMicrosEach() {
    return cpuSeconds * 1e6 / accepted;
  }

  public String text() {
    return "%,.0f/s arrived, %,.0f/s sent, %,.0f/s accepted, answers %s, without Retry-After %d, cut off %d, accepted within p50 %.1f p99 %.1f max %.1f ms, %.0f µs CPU of the node for each"
        .formatted(
            arrived / duration,
            sent / duration,
            acceptedPerSecond(),
            statuses,
            withoutRetryAfter,
            broken,
            percentileMillis(0.5),
            percentileMillis(0.99),
            percentileMillis(1),
            cpuMicrosEach());
  }
}
