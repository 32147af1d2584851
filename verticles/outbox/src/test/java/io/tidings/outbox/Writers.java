package io.tidings.outbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Services that publish to the same few streams at once, each transaction as slow as chance has it.
 * What was committed when is what PostgreSQL says.
 */
final class Writers implements AutoCloseable {

  private static final int STREAMS = 6;

  private final OutboxConfig config;
  private final int writers;
  private final int transactions;
  private final Service service;
  private final ExecutorService threads;
  private final List<Future<?>> running = new ArrayList<>();

  Writers(OutboxConfig config, int writers, int transactions) throws SQLException {
    this.config = config;
    this.writers = writers;
    this.transactions = transactions;
    this.service = new Service(config);
    this.threads = Executors.newFixedThreadPool(writers);
    service.rows("create table $.truth (stream text, id text, n bigserial)");
    service.commit();
  }

  void start() {
    for (int writer = 0; writer < writers; writer++) {
      int one = writer;
      running.add(
          threads.submit(
              () -> {
                write(one);
                return null;
              }));
    }
  }

  private void write(int writer) throws SQLException {
    Random random = new Random(writer);
    try (Service own = new Service(config)) {
      for (int n = 0; n < transactions; n++) {
        for (int event = 0; event <= random.nextInt(3); event++) {
          String stream = "s-" + random.nextInt(STREAMS);
          String id = writer + "/" + n + "/" + event;
          own.rows("insert into $.truth (stream, id) values ('%s', '%s')".formatted(stream, id));
          own.publish(stream, id);
          own.rows("select pg_sleep(%d / 1000.0)".formatted(random.nextInt(5)));
        }
        if (random.nextInt(10) == 0) {
          own.rollback();
        } else {
          own.commit();
        }
      }
    }
  }

  boolean done() {
    return running.stream().allMatch(Future::isDone);
  }

  void join() throws Exception {
    for (Future<?> one : running) {
      one.get(60, TimeUnit.SECONDS);
    }
  }

  int published() throws SQLException {
    return Integer.parseInt(service.look("select count(*) from $.truth"));
  }

  /** The ids of each stream in the order in which PostgreSQL has committed them. */
  Map<String, List<String>> truth() throws SQLException {
    Map<String, List<String>> truth = new HashMap<>();
    for (String row :
        service.rows("select stream, id from $.truth order by pg_xact_commit_timestamp(xmin), n")) {
      String[] columns = row.split("\\|");
      truth.computeIfAbsent(columns[0], none -> new ArrayList<>()).add(columns[1]);
    }
    service.commit();
    return truth;
  }

  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    service.close();
  }
}
