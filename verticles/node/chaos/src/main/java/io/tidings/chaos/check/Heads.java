package io.tidings.chaos.check;

import io.tidings.chaos.history.Entry.Witnessed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the log itself showed as its head, and when. */
final class Heads {

  private static final Comparator<Witnessed> CURSOR =
      Comparator.comparingLong(Witnessed::epoch).thenComparingLong(Witnessed::head);

  private final long[] asked;
  private final Witnessed[] least;

  Heads(List<Witnessed> witnessed) {
    List<Witnessed> all = new ArrayList<>(witnessed);
    all.sort(Comparator.comparingLong(Witnessed::asked));
    asked = all.stream().mapToLong(Witnessed::asked).toArray();
    least = all.toArray(Witnessed[]::new);
    for (int i = least.length - 2; i >= 0; i--) {
      if (CURSOR.compare(least[i + 1], least[i]) < 0) {
        least[i] = least[i + 1];
      }
    }
  }

  /**
   * One who asked after a time and did not yet see what somebody already had at that time, or null.
   */
  Witnessed contradiction(long at, long epoch, long position) {
    int first = firstAskedAfter(at);
    if (first == least.length) {
      return null;
    }
    Witnessed witness = least[first];
    boolean earlier =
        witness.epoch() < epoch || witness.epoch() == epoch && witness.head() < position;
    return earlier ? witness : null;
  }

  private int firstAskedAfter(long at) {
    int low = 0;
    int high = asked.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (asked[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
