package io.tidings.chaos.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A load of several clients, each of which does one thing after the other on a thread. */
abstract class Clients implements Load {

  private static final long PATIENCE = Repetition.PATIENCE.plusSeconds(20).toNanos();

  private final String name;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  Clients(String name, int clients) {
    this.name = name;
    for (int client = 0; client < clients; client++) {
      int number = client;
      Thread thread = new Thread(() -> run(number), name + "-" + number);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /** One client's work; ends soon after {@link #stopping()}, or when it is interrupted. */
  abstract void work(int client, String called) throws Exception;

  final boolean stopping() {
    return stopping;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public void start() {
    threads.forEach(Thread::start);
  }

  private void run(int client) {
    try {
      work(client, name + "-" + client);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      throw new IllegalStateException(name + "-" + client + " has failed", failure);
    }
  }

  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + PATIENCE;
    for (Thread thread : threads) {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
    }
  }

  @Override
  public void close() {
    stopping = true;
    threads.forEach(Thread::interrupt);
  }
}
