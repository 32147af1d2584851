package io.tidings.node.system;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Appends events to many streams by the SQL function, a batch at a time, evenly over some time. */
final class SqlWriter implements AutoCloseable {

  private static final String APPEND =
      "select count(*) from tidings.append(ids => ?, sources => ?, types => ?, streams => ?,"
          + " data => ?)";

  private final Connection connection;
  private final String name;
  private final int streams;
  private final int batch;
  private final int events;
  private final AtomicInteger written = new AtomicInteger();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private ScheduledFuture<?> running;

  /**
   * @param streams that the events are dealt out to, {@code name-0} and so on
   * @param events in all
   */
  SqlWriter(Connection connection, String name, int streams, int batch, int events) {
    this.connection = connection;
    this.name = name;
    this.streams = streams;
    this.batch = batch;
    this.events = events;
  }

  SqlWriter every(long millis) {
    running = thread.scheduleWithFixedDelay(this::next, 0, millis, TimeUnit.MILLISECONDS);
    return this;
  }

  int written() {
    return written.get();
  }

  boolean done() {
    if (running.isDone() && written.get() < events) {
      try {
        running.get();
      } catch (InterruptedException | ExecutionException failure) {
        throw new AssertionError("the writer has ended", failure);
      }
    }
    return written.get() >= events;
  }

  /** Ends early; how many events there are. */
  int stop() throws InterruptedException {
    running.cancel(false);
    thread.shutdown();
    if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the writer does not end");
    }
    return written.get();
  }

  private void next() {
    int from = written.get();
    if (from >= events) {
      running.cancel(false);
      return;
    }
    try {
      append(from, Math.min(batch, events - from));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  void append(int from, int count) throws SQLException {
    String[] ids = names(from, count, n -> name + "/" + n);
    String[] sources = names(from, count, n -> "/sql-writer");
    String[] types = names(from, count, n -> "test.written");
    String[] names = names(from, count, n -> name + "-" + n % streams);
    byte[][] data = new byte[count][];
    for (int n = 0; n < count; n++) {
      data[n] = ("{\"number\": " + (from + n) + "}").getBytes(StandardCharsets.UTF_8);
    }
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      statement.setArray(1, connection.createArrayOf("text", ids));
      statement.setArray(2, connection.createArrayOf("text", sources));
      statement.setArray(3, connection.createArrayOf("text", types));
      statement.setArray(4, connection.createArrayOf("text", names));
      statement.setArray(5, connection.createArrayOf("bytea", data));
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
      }
    }
    written.addAndGet(count);
  }

  private static String[] names(int from, int count, IntFunction<String> name) {
    return IntStream.range(from, from + count).mapToObj(name).toArray(String[]::new);
  }

  @Override
  public void close() throws SQLException {
    thread.shutdownNow();
    connection.close();
  }
}
