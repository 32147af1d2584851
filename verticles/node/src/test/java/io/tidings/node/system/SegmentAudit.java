package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Writes down every change of every segment, by a trigger of the database. */
final class SegmentAudit {

  private static final String INSTALL =
      """
      create table segment_audit (
        number bigint generated always as identity,
        consumer text, first_slot int, token bigint, moved bigint, owner text, former text);
      create function segment_audit() returns trigger language plpgsql as $$
      begin
        insert into segment_audit (consumer, first_slot, token, moved, owner, former)
          values (new.consumer, new.first_slot, new.token, new.through - old.through, new.owner,
                  old.owner);
        return null;
      end
      $$;
      create trigger segment_audit after update on tidings.segment
        for each row execute function segment_audit();
      """;

  private final Connection connection;

  private SegmentAudit(Connection connection) {
    this.connection = connection;
  }

  static SegmentAudit install(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(INSTALL);
    }
    return new SegmentAudit(connection);
  }

  /**
   * C4: the tokens of a segment never go back, one that has changed has changed its owner, and a
   * checkpoint never goes back, as one of a former owner would.
   *
   * @return how often a segment changed its owner
   */
  long requireFencing() throws SQLException {
    Map<Integer, Long> tokens = new HashMap<>();
    long moves = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from segment_audit order by number")) {
      while (rows.next()) {
        int segment = rows.getInt("first_slot");
        long token = rows.getLong("token");
        long before = tokens.getOrDefault(segment, 0L);
        assertThat(token).as("token of segment %d", segment).isGreaterThanOrEqualTo(before);
        assertThat(rows.getLong("moved")).as("checkpoint of segment %d", segment).isNotNegative();
        moves += token > before ? 1 : 0;
        tokens.put(segment, token);
      }
    }
    return moves;
  }
}
