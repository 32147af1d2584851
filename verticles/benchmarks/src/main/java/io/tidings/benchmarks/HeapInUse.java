package io.tidings.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The most that was left of the heap after a collection. */
final class HeapInUse {

  private final AtomicLong most = new AtomicLong();
  private final NotificationListener listener =
      (notification, none) -> {
        if (notification.getUserData() instanceof CompositeData data) {
          long used =
              GarbageCollectionNotificationInfo.from(data)
                  .getGcInfo()
                  .getMemoryUsageAfterGc()
                  .values()
                  .stream()
                  .mapToLong(pool -> pool.getUsed())
                  .sum();
          most.accumulateAndGet(used, Math::max);
        }
      };

  HeapInUse() {
    ManagementFactory.getGarbageCollectorMXBeans()
        .forEach(one -> ((NotificationEmitter) one).addNotificationListener(listener, null, null));
  }

  /** In MiB. */
  double stop() throws ListenerNotFoundException {
    for (var one : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) one).removeNotificationListener(listener);
    }
    return most.get() / 1048576.0;
  }
}
