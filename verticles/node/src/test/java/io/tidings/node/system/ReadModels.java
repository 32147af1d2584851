package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.process.ServerProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The tables of {@link TotalsVerticle}, and somebody who reads them all the time. */
final class ReadModels implements AutoCloseable {

  private static final String CREATE =
      """
      create table totals_1 (
        stream text collate "C" primary key, events bigint not null, sum bigint not null,
        version bigint not null);
      create table totals_2 (like totals_1 including all);
      create view totals as select * from totals_1;
      create table compared (streams bigint, old_wrong bigint, new_wrong bigint, further bigint);
      """;

  /** What is in the log of each stream, up to each version. */
  static final String LOGGED =
      """
      select e.stream, e.version, count(*) over w as events,
        sum((convert_from(e.data, 'UTF8')::json ->> 'number')::bigint) over w as sum
      from tidings.event e
      window w as (partition by e.stream order by e.version)
      """;

  private static final String DIFFERENT =
      """
      with wanted as (select * from %s), found as (select * from %s)
      select count(*) from (
        (table wanted except table found) union all (table found except table wanted)) d
      """;

  private static final String WHOLE_LOG =
      "(select distinct on (stream) stream, events, sum::bigint, version from (%s) l"
          + " order by stream, version desc) w";

  private final Connection connection;
  private final Connection ofReader;
  private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
  private ScheduledFuture<?> running;
  private long seen;
  private int looks;

  ReadModels(ServerProcess server) throws Exception {
    connection = server.connect();
    ofReader = server.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
  }

  long number(String sql) throws SQLException {
    return number(connection, sql);
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Reads how many events the model has, again and again; that never goes back. */
  void read() {
    running = reader.scheduleWithFixedDelay(this::look, 0, 50, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      long now = number(ofReader, "select coalesce(sum(events), 0) from totals");
      assertThat(now).as("what readers see").isGreaterThanOrEqualTo(seen);
      seen = now;
      looks++;
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** How often the model was read. */
  int stopReading() throws Exception {
    assertThat(running.isDone()).as("whether the reader has failed").isFalse();
    reader.shutdown();
    assertThat(reader.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    return looks;
  }

  /** How many streams differ between two models, each a table or {@code log}. */
  long different(String one, String other) throws SQLException {
    return number(DIFFERENT.formatted(source(one), source(other)));
  }

  private static String source(String model) {
    assertThat(model).isIn(Set.of("log", "totals", "totals_1", "totals_2"));
    return model.equals("log") ? WHOLE_LOG.formatted(LOGGED) : model;
  }

  @Override
  public void close() throws SQLException {
    reader.shutdownNow();
    connection.close();
    ofReader.close();
  }
}
