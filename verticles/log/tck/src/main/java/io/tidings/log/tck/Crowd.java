package io.tidings.log.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many threads that begin together; each does its task once. */
final class Crowd<T> {

  static final int SIZE = 64;

  private final List<Future<T>> tasks = new ArrayList<>();

  private Crowd() {}

  /** Begins the task on {@value #SIZE} threads, which are numbered from 0. */
  static <T> Crowd<T> start(IntFunction<T> task) {
    Crowd<T> crowd = new Crowd<>();
    CountDownLatch ready = new CountDownLatch(SIZE);
    ExecutorService threads = Executors.newFixedThreadPool(SIZE);
    for (int number = 0; number < SIZE; number++) {
      int mine = number;
      crowd.tasks.add(
          threads.submit(
              () -> {
                ready.countDown();
                ready.await();
                return task.apply(mine);
              }));
    }
    threads.shutdown();
    return crowd;
  }

  boolean working() {
    return !tasks.stream().allMatch(Future::isDone);
  }

  /** What the tasks gave, in the order of their numbers; waits, and fails as the first that did. */
  List<T> results() {
    List<T> results = new ArrayList<>();
    for (Future<T> task : tasks) {
      try {
        results.add(task.get());
      } catch (ExecutionException failure) {
        throw new AssertionError("a writer failed: " + failure.getCause(), failure.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while writers worked", interrupted);
      }
    }
    return results;
  }
}
