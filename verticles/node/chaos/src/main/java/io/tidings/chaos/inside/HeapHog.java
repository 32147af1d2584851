package io.tidings.chaos.inside;

import io.vertx.core.AbstractVerticle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes heap of the node that it is deployed in while the file exists that {@link #FILE} names,
 * until nine tenths are in use, and gives it back when there is no file.
 */
public final class HeapHog extends AbstractVerticle {

  /** The system property with the path of the file. */
  public static final String FILE = "tidings.chaos.heap";

  private static final double SHARE = 0.9;
  private static final int CHUNK = 256 * 1024;
  private static final long LOOK_MILLIS = 200;

  private final List<byte[]> taken = new ArrayList<>();
  private volatile boolean ended;

  @Override
  public void start() {
    String file = System.getProperty(FILE);
    if (file != null) {
      Thread thread = new Thread(() -> follow(Path.of(file)), "heap-hog");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void stop() {
    ended = true;
  }

  private void follow(Path file) {
    while (!ended) {
      if (!Files.exists(file)) {
        taken.clear();
      } else if (taken.isEmpty()) {
        take();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void take() {
    Runtime heap = Runtime.getRuntime();
    System.gc();
    long live = heap.totalMemory() - heap.freeMemory();
    long missing = (long) (SHARE * heap.maxMemory()) - live;
    try {
      for (long left = missing; left > 0; left -= CHUNK) {
        taken.add(new byte[CHUNK]);
      }
    } catch (OutOfMemoryError full) {
      // Near enough.
    }
  }
}
