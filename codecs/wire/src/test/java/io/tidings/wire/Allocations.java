package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What reading may cost in memory: so much for each byte that came in, whatever the bytes say. */
final class Allocations {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long BASE = 1 << 20;
  private static final long FOR_EACH_BYTE = 256;

  /** Loading classes costs more, but only once or twice. */
  private static final int ATTEMPTS = 3;

  private Allocations() {}

  static <T> T bounded(int bytesRead, Supplier<T> reading) {
    long limit = BASE + FOR_EACH_BYTE * bytesRead;
    for (int attempt = 1; attempt < ATTEMPTS && allocated(reading) > limit; attempt++) {
      continue;
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      return reading.get();
    } finally {
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated to read %s", bytesRead)
          .isLessThanOrEqualTo(limit);
    }
  }

  private static long allocated(Supplier<?> reading) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.get();
    } catch (RuntimeException told) {
      // told when it is read for good
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
