package io.tidings.benchmarks;

import java.time.Duration;

/**
 * How fast one round was.
 *
 * @param perSecond by the clock
 * @param cpuMicros processor time for each, of this JVM and the processes below it, PostgreSQL's
 *     among them: unlike the clock, it hardly depends on what else the machine does
 */
record Speed(double perSecond, double cpuMicros) {

  /** Begins to measure. */
  static Watch start() {
    return new Watch(System.nanoTime(), used());
  }

  record Watch(long nanos, Duration cpu) {

    /** Ends it, after {@code count} things. */
    Speed stop(long count) {
      long passed = System.nanoTime() - nanos;
      return new Speed(count * 1e9 / passed, used().minus(cpu).toNanos() / 1e3 / count);
    }
  }

  private static Duration used() {
    ProcessHandle self = ProcessHandle.current();
    return self.descendants().map(Speed::cpu).reduce(cpu(self), Duration::plus);
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
