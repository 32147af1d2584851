package io.tidings;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Extensions;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Events on their way to one stream, and on what condition. Immutable; each method that adds
 * something answers a new one.
 */
public final class Publication {

  private final String source;
  private final String stream;
  private final Map<String, Long> expected;
  private final RecordedEvent cause;
  private final Function<Append, Future<AppendResult>> log;

  Publication(String source, String stream, Function<Append, Future<AppendResult>> log) {
    this(source, stream, Map.of(), null, log);
  }

  private Publication(
      String source,
      String stream,
      Map<String, Long> expected,
      RecordedEvent cause,
      Function<Append, Future<AppendResult>> log) {
    this.source = source;
    this.stream = stream;
    this.expected = expected;
    this.cause = cause;
    this.log = log;
  }

  /** Only if the stream is at this version; 0 means that it does not exist yet (L4). */
  public Publication expecting(long version) {
    return new Publication(source, stream, Map.of(stream, version), cause, log);
  }

  /**
   * Because of this event: what is published carries its id as causation id, and its correlation
   * id, which is the cause's own id if the cause began the story.
   */
  public Publication causedBy(RecordedEvent cause) {
    return new Publication(source, stream, expected, cause, log);
  }

  /**
   * Records one event.
   *
   * @param event a record that carries {@link io.tidings.model.EventType}
   * @return where it was recorded, once it is committed (L6); fails with {@link PublishRefused}, or
   *     with a {@link io.tidings.log.LogFailure}
   */
  public Future<Receipt> publish(Record event) {
    return publish(List.of(event)).map(receipts -> receipts.get(0));
  }

  /** Records several events in this order, all or none (L1); otherwise as for one. */
  public Future<List<Receipt>> publish(List<? extends Record> events) {
    List<NewEvent> wrapped = new ArrayList<>();
    for (Record event : events) {
      wrapped.add(wrap(event));
    }
    return log.apply(new Append(wrapped, expected)).compose(Publication::receipts);
  }

  private NewEvent wrap(Record event) {
    NewEvent.Builder builder = EventJson.event(event, source).stream(stream).subject(stream);
    if (cause != null) {
      String story = cause.event().correlationId();
      builder.extension(Extensions.CORRELATION_ID, story == null ? cause.id() : story);
      builder.extension(Extensions.CAUSATION_ID, cause.id());
      builder.extension(Extensions.TRACEPARENT, cause.event().traceparent());
    }
    return builder.build();
  }

  private static Future<List<Receipt>> receipts(AppendResult result) {
    return result instanceof AppendResult.Recorded recorded
        ? Future.succeededFuture(recorded.receipts())
        : Future.failedFuture(new PublishRefused(result));
  }
}
