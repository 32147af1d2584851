package io.tidings;

import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.Scheduled;
import io.tidings.model.Append;
import io.tidings.model.Extensions;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Events on their way to one stream, and on what condition. Immutable; each method that adds
 * something answers a new one.
 */
public final class Publication {

  private final Tidings tidings;
  private final String stream;
  private final Map<String, Long> expected;
  private final RecordedEvent cause;
  private final Publisher publisher;

  /** Records what was published, at once or later; gives the ids. */
  interface Publisher {

    String nextId();

    Future<List<Receipt>> publish(Append append);

    Future<Scheduled> schedule(ScheduleRequest request);
  }

  Publication(Tidings tidings, String stream, RecordedEvent cause, Publisher publisher) {
    this(tidings, stream, Map.of(), cause, publisher);
  }

  private Publication(
      Tidings tidings,
      String stream,
      Map<String, Long> expected,
      RecordedEvent cause,
      Publisher publisher) {
    this.tidings = tidings;
    this.stream = stream;
    this.expected = expected;
    this.cause = cause;
    this.publisher = publisher;
  }

  /** Only if the stream is at this version; 0 means that it does not exist yet (L4). */
  public Publication expecting(long version) {
    return new Publication(tidings, stream, Map.of(stream, version), cause, publisher);
  }

  /**
   * Because of this event: what is published carries its id as causation id, its trace context, and
   * its correlation id, which is the cause's own id if the cause began the story.
   */
  public Publication causedBy(RecordedEvent cause) {
    return new Publication(tidings, stream, expected, cause, publisher);
  }

  /**
   * Records one event. Two calls one after the other may be recorded in either order, unless the
   * second waits for the first or both events are published as one list.
   *
   * @param event a record that carries {@link io.tidings.model.EventType}
   * @return where it was recorded, once it is committed (L6); fails with {@link PublishRefused}, or
   *     with a {@link io.tidings.log.LogFailure}. When that is {@code Unavailable} the event may
   *     have been recorded, and this call must not be repeated, which would be another event: see
   *     {@link #prepare}
   * @throws IllegalArgumentException if the class has no event type, or the stream an impossible
   *     name
   * @throws io.tidings.wire.PayloadMismatch if a component cannot be written as JSON
   */
  public Future<Receipt> publish(Record event) {
    return publish(List.of(event)).map(receipts -> receipts.get(0));
  }

  /** Records several events in this order, all or none (L1); otherwise as for one. */
  public Future<List<Receipt>> publish(List<? extends Record> events) {
    return publisher.publish(prepare(events));
  }

  /**
   * Records one event at a time to come: not before, and soon after it (S3), even if this node is
   * gone by then (S1). A time that has passed means at once. An expected version is looked at then;
   * if it is stale, what has become of it says {@link Tidings#schedule}.
   *
   * <p>The event is made now: its {@code time} is the present one. What a consumer's handler
   * schedules is scheduled once, however often the event is handled.
   *
   * @param due from the year 1970 to 9999, by the clock of the log
   * @return what was scheduled, once that is durable; its id is for {@link Tidings#cancel}. Fails
   *     with a {@link io.tidings.log.LogFailure}: when that is {@code Unavailable} it may have been
   *     scheduled, and this call must not be repeated. To be safe then, give {@link
   *     Tidings#schedule} an id of your own with what {@link #prepare} makes
   * @throws IllegalArgumentException as {@link #publish}, or if the time is out of range
   * @throws io.tidings.wire.PayloadMismatch as {@link #publish}
   */
  public Future<Scheduled> publishAt(Instant due, Record event) {
    return publishAt(due, List.of(event));
  }

  /** Records several events at a time to come, all or none (L1); otherwise as for one. */
  public Future<Scheduled> publishAt(Instant due, List<? extends Record> events) {
    return publisher.schedule(ScheduleRequest.at(publisher.nextId(), due, prepare(events)));
  }

  /**
   * Records one event so long after it has been scheduled; otherwise as {@link #publishAt}.
   *
   * @param delay from 0 to 100 years
   */
  public Future<Scheduled> publishAfter(Duration delay, Record event) {
    return publishAfter(delay, List.of(event));
  }

  /** Records several events after a while, all or none (L1); otherwise as for one. */
  public Future<Scheduled> publishAfter(Duration delay, List<? extends Record> events) {
    return publisher.schedule(ScheduleRequest.after(publisher.nextId(), delay, prepare(events)));
  }

  /**
   * What {@link #publish} would send, with its ids: {@link Tidings#publish} may then be repeated
   * until the outcome is known, and records it once (L5).
   */
  public Append prepare(List<? extends Record> events) {
    return new Append(events.stream().map(this::wrap).toList(), expected);
  }

  private NewEvent wrap(Record event) {
    NewEvent.Builder builder =
        EventJson.event(event, tidings.source(), publisher.nextId(), tidings.stamps().now()).stream(
                stream)
            .subject(stream);
    if (cause != null) {
      String story = cause.event().correlationId();
      builder.extension(Extensions.CORRELATION_ID, story == null ? cause.id() : story);
      builder.extension(Extensions.CAUSATION_ID, cause.id());
      builder.extension(Extensions.TRACEPARENT, cause.event().traceparent());
      builder.extension(Extensions.TRACESTATE, cause.event().extension(Extensions.TRACESTATE));
    }
    return builder.build();
  }
}
