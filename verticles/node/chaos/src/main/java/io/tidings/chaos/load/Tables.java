package io.tidings.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.chaos.history.Content;
import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.Recorder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the database shows: tables of the harness's own at the beginning, the log in the end. */
public final class Tables {

  private static final int PAGE = 5_000;

  private static final String PREPARE =
      """
      create table if not exists public.chaos_effect (
        number bigint generated always as identity,
        at timestamptz not null default clock_timestamp(),
        consumer text not null, position bigint not null,
        stream text not null, version bigint not null);
      create table if not exists public.chaos_segment (
        number bigint generated always as identity,
        at timestamptz not null default clock_timestamp(),
        consumer text, first_slot int, token bigint, former_token bigint,
        through bigint, former_through bigint, owner text);
      create or replace function public.chaos_segment() returns trigger language plpgsql as $$
      begin
        insert into public.chaos_segment (
            consumer, first_slot, token, former_token, through, former_through, owner)
          values (new.consumer, new.first_slot, new.token, old.token, new.through, old.through,
                  new.owner);
        return null;
      end
      $$;
      create or replace trigger chaos_segment after update on tidings.segment
        for each row
        when ((old.token, old.through, old.owner) is distinct from
              (new.token, new.through, new.owner))
        execute function public.chaos_segment();
      """;

  private static final String LOG =
      "select epoch, position, stream, version, source, id, type, data from tidings.event"
          + " order by position";
  private static final String EFFECTS =
      "select number, at, consumer, position, stream, version from public.chaos_effect order by number";
  private static final String MOVES = "select * from public.chaos_segment order by number";
  private static final String DEAD =
      "select consumer, position, state || ' ' || coalesce(error, '') as cause"
          + " from tidings.held_stream where state in ('DEAD', 'STOPPED')";

  private final Connection connection;
  private final Recorder recorder;
  private long clock;

  private Tables(Connection connection, Recorder recorder) {
    this.connection = connection;
    this.recorder = recorder;
  }

  /** Makes the tables, as soon as a node has made the log's. */
  public static void prepare(Connections database) throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute(PREPARE);
    }
  }

  /** Writes down what there is in the end. */
  public static void collect(Connections database, Recorder recorder) throws SQLException {
    try (Connection connection = database.open()) {
      connection.setAutoCommit(false);
      new Tables(connection, recorder).collect();
    }
  }

  private void collect() throws SQLException {
    // The database tells the time of day; histories are by the clock that does not jump.
    long now = System.nanoTime();
    each("select clock_timestamp() as at", row -> clock = now - nanos(row));
    each(
        LOG,
        row ->
            recorder.write(
                new Entry.Recorded(
                    now,
                    row.getLong("epoch"),
                    row.getLong("position"),
                    row.getString("stream"),
                    row.getLong("version"),
                    row.getString("source"),
                    row.getString("id"),
                    Content.digest(
                        row.getString("type"), new String(row.getBytes("data"), UTF_8)))));
    each(
        EFFECTS,
        row ->
            recorder.write(
                new Entry.Applied(
                    clock + nanos(row),
                    row.getString("consumer"),
                    row.getLong("position"),
                    row.getString("stream"),
                    row.getLong("version"))));
    each(MOVES, new Moves());
    each(
        DEAD,
        row ->
            recorder.write(
                new Entry.Dead(
                    now,
                    row.getString("consumer"),
                    row.getLong("position"),
                    row.getString("cause"))));
  }

  @FunctionalInterface
  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** Changes of segments, in the order in which they were made, whatever their times are. */
  private final class Moves implements Row {

    private long before = Long.MIN_VALUE;

    @Override
    public void read(ResultSet row) throws SQLException {
      before = Math.max(before + 1, clock + nanos(row));
      recorder.write(
          new Entry.Moved(
              before,
              row.getString("consumer"),
              row.getInt("first_slot"),
              row.getLong("token"),
              row.getLong("former_token"),
              row.getLong("through"),
              row.getLong("former_through"),
              row.getString("owner")));
    }
  }

  private void each(String sql, Row to) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(PAGE);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          to.read(rows);
        }
      }
    }
  }

  private static long nanos(ResultSet row) throws SQLException {
    return row.getTimestamp("at").toInstant().getEpochSecond() * 1_000_000_000L
        + row.getTimestamp("at").getNanos();
  }
}
