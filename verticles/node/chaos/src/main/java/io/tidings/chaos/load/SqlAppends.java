package io.tidings.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.chaos.history.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Appends by the SQL function, past all nodes. */
final class SqlAppends extends Appending {

  private static final String APPEND =
      "select outcome, epoch, position, version from tidings.append(ids => ?, sources => ?,"
          + " types => ?, streams => ?, data => ?)";
  private static final int CLIENTS = 1;
  private static final int STREAMS = 20;
  private static final int EVENTS = 5;
  private static final int PATIENCE_SECONDS = 6;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Site site;
  private final double rate;

  SqlAppends(Site site, double rate) {
    super("sql", CLIENTS, site);
    this.site = site;
    this.rate = rate / CLIENTS / EVENTS;
  }

  @Override
  void work(int client, String called) throws Exception {
    try (Session session = new Session()) {
      Pace pace = site.pace(rate);
      for (long first = 0; !stopping(); first += EVENTS) {
        List<Draft> events =
            LongStream.range(first, first + EVENTS)
                .mapToObj(n -> Draft.of(name(), called, n, called + "-" + n % STREAMS))
                .toList();
        repetition().send(called, events, Entry.ANY, count -> session.append(events));
        pace.await();
      }
    }
  }

  /** A connection, and another one when it breaks. */
  private final class Session implements AutoCloseable {

    private Connection connection;

    Attempt append(List<Draft> events) {
      try {
        if (connection == null) {
          connection = site.database().open();
        }
        return attempt(events);
      } catch (SQLException failure) {
        close();
        String state = String.valueOf(failure.getSQLState());
        // What the function itself says about its arguments, or a constraint, does not pass.
        return state.startsWith("TI") || state.startsWith("23")
            ? new Attempt.Refused(400, Entry.ANY)
            : new Attempt.Again(state + " " + failure.getMessage(), PAUSE);
      }
    }

    private Attempt attempt(List<Draft> events) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
        statement.setQueryTimeout(PATIENCE_SECONDS);
        texts(statement, 1, events, Draft::id);
        texts(statement, 2, events, Draft::source);
        texts(statement, 3, events, Draft::type);
        texts(statement, 4, events, Draft::stream);
        byte[][] data =
            events.stream().map(event -> event.data().getBytes(UTF_8)).toArray(byte[][]::new);
        statement.setArray(5, connection.createArrayOf("bytea", data));
        try (ResultSet rows = statement.executeQuery()) {
          return read(rows);
        }
      }
    }

    private Attempt read(ResultSet rows) throws SQLException {
      List<Entry.Receipt> receipts = new ArrayList<>();
      while (rows.next()) {
        String outcome = rows.getString("outcome");
        if (!outcome.equals("recorded") && !outcome.equals("duplicate")) {
          return new Attempt.Refused(409, Entry.ANY);
        }
        receipts.add(
            new Entry.Receipt(
                rows.getLong("epoch"), rows.getLong("position"), rows.getLong("version")));
      }
      return new Attempt.Done(receipts);
    }

    private void texts(
        PreparedStatement statement, int index, List<Draft> events, Function<Draft, String> text)
        throws SQLException {
      String[] texts = events.stream().map(text).toArray(String[]::new);
      statement.setArray(index, connection.createArrayOf("text", texts));
    }

    @Override
    public void close() {
      if (connection != null) {
        try {
          connection.close();
        } catch (SQLException gone) {
          // So it is closed.
        }
        connection = null;
      }
    }
  }
}
