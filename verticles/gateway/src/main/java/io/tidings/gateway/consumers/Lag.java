package io.tidings.gateway.consumers;

import io.tidings.consumers.Definitions;
import io.tidings.log.EventLog;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far a consumer is behind the log.
 *
 * @param events recorded behind its checkpoint, whether it wants them or not
 * @param age of the first of them
 */
record Lag(long events, Duration age) {

  private static final Lag NONE = new Lag(0, Duration.ZERO);

  /** Of each of them, with one look at the head for all. */
  static Future<List<Lag>> of(EventLog log, List<Definitions.Status> consumers) {
    return log.head()
        .compose(
            head ->
                Future.all(
                    consumers.stream()
                        .map(consumer -> of(log, consumer.position(), head.position()))
                        .toList()))
        .map(all -> all.<Lag>list());
  }

  private static Future<Lag> of(EventLog log, long position, long head) {
    if (position >= head) {
      return Future.succeededFuture(NONE);
    }
    return log.read(Query.after(new Cursor(0, position), Filter.ALL, 1))
        .map(
            page ->
                page.events().isEmpty()
                    ? NONE
                    : new Lag(head - position, age(page.events().get(0).recordedAt())));
  }

  /** By the clock of this node, which may differ a little from that of the database. */
  private static Duration age(Instant recordedAt) {
    Duration age = Duration.between(recordedAt, Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
