package io.tidings.consumers.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many threads that begin together; each does its task once. */
final class Crowd {

  static final int SIZE = 32;

  private Crowd() {}

  /**
   * What the task gave on {@value #SIZE} threads, which are numbered from 0, in the order of their
   * numbers; waits for all, and fails as the first that did.
   */
  static <T> List<T> of(IntFunction<T> task) {
    List<Future<T>> tasks = new ArrayList<>();
    CountDownLatch ready = new CountDownLatch(SIZE);
    ExecutorService threads = Executors.newFixedThreadPool(SIZE);
    for (int number = 0; number < SIZE; number++) {
      int mine = number;
      tasks.add(
          threads.submit(
              () -> {
                ready.countDown();
                ready.await();
                return task.apply(mine);
              }));
    }
    threads.shutdown();
    return tasks.stream().map(Crowd::result).toList();
  }

  private static <T> T result(Future<T> task) {
    try {
      return task.get();
    } catch (ExecutionException failure) {
      throw new AssertionError("one of many failed: " + failure.getCause(), failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while many were at work", interrupted);
    }
  }
}
