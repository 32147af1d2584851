package io.tidings.log.postgres;

import io.tidings.log.schedule.AppendBytes;
import io.tidings.log.schedule.Claimed;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.log.schedule.Scheduled.State;
import io.tidings.log.schedule.ScheduledPage;
import io.tidings.log.schedule.Settlement;
import io.tidings.model.Append;
import io.tidings.model.Cursor;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of the table {@code scheduled}, both ways. */
final class ScheduleRows {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleRows.class);

  private ScheduleRows() {}

  /** Whether the row of that id is what the request asks for. */
  static ScheduleResult result(ScheduleRequest request, Row row) {
    Scheduled scheduled = scheduled(row);
    if (row.getBoolean("accepted")) {
      return new ScheduleResult.Accepted(scheduled, false);
    }
    Long delay = row.getLong("delay_micros");
    boolean sameTime =
        request.after() == null
            ? delay == null && request.at().equals(scheduled.due())
            : Objects.equals(delay, micros(request.after()));
    return sameTime
            && scheduled.state() != State.CANCELLED
            && scheduled.append().equals(request.append())
        ? new ScheduleResult.Accepted(scheduled, true)
        : new ScheduleResult.Refused(scheduled);
  }

  static Scheduled scheduled(Row row) {
    return scheduled(row, append(row));
  }

  private static Scheduled scheduled(Row row, Append append) {
    Long position = row.getLong("recorded_position");
    return new Scheduled(
        row.getString("id"),
        due(row),
        state(row.getString("state")),
        append,
        position == null ? null : new Cursor(row.getLong("recorded_epoch"), position),
        row.getString("problem"));
  }

  static State state(String name) {
    return State.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static ScheduledPage page(RowSet<Row> rows, int limit) {
    List<Scheduled> entries = new ArrayList<>();
    for (Row row : rows) {
      boolean full =
          entries.size() == limit
              || !entries.isEmpty() && row.getLong("bytes") > ScheduledPage.MAX_BYTES;
      if (full) {
        return new ScheduledPage(entries, false);
      }
      Append append = appendOrNull(row);
      if (append != null) {
        entries.add(scheduled(row, append));
      }
    }
    return new ScheduledPage(entries, true);
  }

  static Claimed claimed(RowSet<Row> rows) {
    List<Claimed.Due> due = new ArrayList<>();
    Duration next = null;
    for (Row row : rows) {
      if (row.getString("id") == null) {
        next = Duration.of(row.getLong("next_micros"), ChronoUnit.MICROS);
        continue;
      }
      Append append = appendOrNull(row);
      if (append != null) {
        due.add(new Claimed.Due(row.getString("id"), row.getInteger("claim"), due(row), append));
      }
    }
    return new Claimed(due, next);
  }

  /** As parallel arrays. */
  static Tuple columns(List<Settlement> settlements) {
    int size = settlements.size();
    String[] ids = new String[size];
    Integer[] claims = new Integer[size];
    Long[] epochs = new Long[size];
    Long[] positions = new Long[size];
    String[] problems = new String[size];
    for (int at = 0; at < size; at++) {
      Settlement one = settlements.get(at);
      ids[at] = one.due().id();
      claims[at] = one.due().claim();
      if (one instanceof Settlement.Recorded recorded) {
        epochs[at] = recorded.last().epoch();
        positions[at] = recorded.last().position();
      } else {
        problems[at] = ((Settlement.Refused) one).problem();
      }
    }
    return Tuple.of(ids, claims, epochs, positions, problems);
  }

  /** As parallel arrays. */
  static Tuple requests(List<ScheduleRequest> requests) {
    int size = requests.size();
    String[] ids = new String[size];
    OffsetDateTime[] dues = new OffsetDateTime[size];
    Long[] delays = new Long[size];
    Buffer[] appends = new Buffer[size];
    for (int at = 0; at < size; at++) {
      ScheduleRequest one = requests.get(at);
      ids[at] = one.id();
      dues[at] = one.at() == null ? null : time(one.at());
      delays[at] = one.after() == null ? null : micros(one.after());
      appends[at] = Buffer.buffer(AppendBytes.write(one.append()));
    }
    return Tuple.of(ids, dues, delays, appends);
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
  }

  private static Instant due(Row row) {
    return row.getOffsetDateTime("due").toInstant();
  }

  /** A later version may have written it: that one will record it, when the claim has ended. */
  private static Append appendOrNull(Row row) {
    try {
      return append(row);
    } catch (IllegalArgumentException unreadable) {
      LOG.error("Scheduled append '{}' cannot be read", row.getString("id"), unreadable);
      return null;
    }
  }

  private static Append append(Row row) {
    Buffer bytes = row.getBuffer("append");
    return AppendBytes.read(bytes.getBytes());
  }
}
