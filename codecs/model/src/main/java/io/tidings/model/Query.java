package io.tidings.model;

/**
 * What to read: a page of the log, or of one stream.
 *
 * @param filter which events
 * @param unit what {@code after} and {@code before} count; versions only together with a stream
 * @param epoch of the cursor that the caller reads on from, checked by the log (L7); 0 for none
 * @param after only what lies behind it; 0 for the beginning
 * @param before only what lies before it; {@link Long#MAX_VALUE} for no bound
 * @param direction oldest first, or newest first
 * @param limit at most so many events, 1 to {@value #MAX_LIMIT}
 */
public record Query(
    Filter filter, Unit unit, long epoch, long after, long before, Direction direction, int limit) {

  public static final int MAX_LIMIT = 1000;

  /**
   * A page ends early rather than hold more payload than this, unless a single event is larger, in
   * bytes.
   */
  public static final int MAX_PAGE_BYTES = 4 * 1024 * 1024;

  public enum Unit {
    POSITION,
    VERSION
  }

  public enum Direction {
    FORWARD,
    BACKWARD
  }

  public Query {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is " + limit + ": give 1 to " + MAX_LIMIT);
    }
    if (after < 0 || before < 0 || epoch < 0) {
      throw new IllegalArgumentException("after, before and epoch are not negative");
    }
    if (unit == Unit.VERSION && filter.stream() == null) {
      throw new IllegalArgumentException("versions bound the read of one stream: name it");
    }
  }

  /** The log from a cursor on, oldest first. */
  public static Query after(Cursor cursor, Filter filter, int limit) {
    return new Query(
        filter,
        Unit.POSITION,
        cursor.epoch(),
        cursor.position(),
        Long.MAX_VALUE,
        Direction.FORWARD,
        limit);
  }

  /** One stream behind a version, oldest first. */
  public static Query stream(String stream, long afterVersion, int limit) {
    return new Query(
        Filter.stream(stream),
        Unit.VERSION,
        0,
        afterVersion,
        Long.MAX_VALUE,
        Direction.FORWARD,
        limit);
  }

  /** The same query, going on behind the page that {@code through} belongs to. */
  public Query onward(long through) {
    return direction == Direction.FORWARD
        ? new Query(filter, unit, epoch, through, before, direction, limit)
        : new Query(filter, unit, epoch, after, through, direction, limit);
  }
}
