package io.tidings.log.postgres;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tidings.model.Data;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import io.tidings.model.RecordedEvent;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rows of one of the reading statements. The first tells of the head, and perhaps of no event.
 * There may be one event more than the page has room for.
 *
 * @param settled whether the log is on the server run on which its epoch began
 */
record PageAnswer(Page page, boolean settled) {

  private static final int POSITION = 0;
  private static final int VERSION = 1;
  private static final int EPOCH = 2;
  private static final int RECORDED_AT = 3;
  private static final int FORM = 4;
  private static final int ID = 5;
  private static final int SOURCE = 6;
  private static final int TYPE = 7;
  private static final int STREAM = 8;
  private static final int SUBJECT = 9;
  private static final int TIME = 10;
  private static final int CONTENT_TYPE = 11;
  private static final int DATA_SCHEMA = 12;
  private static final int EXTENSIONS = 13;
  private static final int DATA = 14;
  private static final int HEAD_EPOCH = 15;
  private static final int HEAD_POSITION = 16;
  private static final int SETTLED = 17;
  private static final int LAST = 18;
  private static final int HORIZON = 19;

  static PageAnswer read(Query query, RowSet<Row> rows) {
    List<RecordedEvent> events = new ArrayList<>(rows.size());
    long bytes = 0;
    boolean more = false;
    Row first = null;
    for (Row row : rows) {
      first = first == null ? row : first;
      if (row.getValue(ID) == null) {
        continue;
      }
      RecordedEvent event = event(row);
      bytes += event.data() == null ? 0 : event.data().length();
      more = events.size() == query.limit() || !events.isEmpty() && bytes > Query.MAX_PAGE_BYTES;
      if (more) {
        break;
      }
      events.add(event);
    }
    End end = first.size() > DATA + 1 ? End.beside(first) : End.before(first);
    long through =
        more
            ? at(query, events.get(events.size() - 1))
            : end.horizon() != null ? end.horizon() : end(query, end.last());
    return new PageAnswer(
        new Page(events, through, !more && end.horizon() == null, end.head()), end.settled());
  }

  /**
   * What a page says of the log.
   *
   * @param last the position or version that a reader of all can come to
   * @param horizon how far was looked, or null for to the end
   */
  private record End(Head head, long last, Long horizon, boolean settled) {

    /** In columns of its own. */
    static End beside(Row row) {
      Head head = new Head(row.getLong(HEAD_EPOCH), row.getLong(HEAD_POSITION));
      return new End(head, row.getLong(LAST), row.getLong(HORIZON), row.getBoolean(SETTLED));
    }

    /** In the columns of a row before those of the events. */
    static End before(Row row) {
      Head head = new Head(row.getLong(EPOCH), row.getLong(VERSION));
      return new End(head, head.position(), null, row.getString(FORM) != null);
    }
  }

  private static long at(Query query, RecordedEvent event) {
    return query.unit() == Unit.VERSION ? event.version() : event.position();
  }

  /** Never beyond what is there, so that whoever goes on from it misses nothing to come. */
  private static long end(Query query, long last) {
    return query.direction() == Direction.FORWARD
        ? Math.max(query.after(), Math.min(last, query.before() - 1))
        : query.after() < query.before() ? query.after() + 1 : query.before();
  }

  private static RecordedEvent event(Row row) {
    NewEvent event =
        new NewEvent(
            row.getString(ID),
            row.getString(SOURCE),
            row.getString(TYPE),
            row.getString(STREAM),
            row.getString(SUBJECT),
            row.getString(TIME),
            row.getString(CONTENT_TYPE),
            row.getString(DATA_SCHEMA),
            extensions(row),
            data(row));
    return new RecordedEvent(
        event,
        row.getLong(VERSION),
        row.getLong(POSITION),
        row.getLong(EPOCH),
        row.getOffsetDateTime(RECORDED_AT).toInstant());
  }

  private static Map<String, Object> extensions(Row row) {
    JsonObject attributes = row.getJsonObject(EXTENSIONS);
    return attributes == null ? Map.of() : attributes.getMap();
  }

  /** The client reads each value into an array of its own, which nobody else has. */
  private static Data data(Row row) {
    String form = row.getString(FORM);
    if (form == null) {
      return null;
    }
    ByteBuf bytes = ((BufferInternal) row.getBuffer(DATA)).getByteBuf();
    return bytes.hasArray()
        ? Data.view(
            Forms.form(form),
            bytes.array(),
            bytes.arrayOffset() + bytes.readerIndex(),
            bytes.readableBytes())
        : Data.of(Forms.form(form), ByteBufUtil.getBytes(bytes));
  }
}
