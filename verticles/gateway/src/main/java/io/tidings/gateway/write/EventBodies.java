package io.tidings.gateway.write;

import io.tidings.gateway.http.Bodies;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.Problems;
import io.tidings.model.NewEvent;
import io.tidings.wire.CloudEventsHttp;
import io.tidings.wire.CloudEventsJson;
import io.tidings.wire.Limits;
import io.tidings.wire.MalformedEvent;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads one event, or a batch, from a request: structured, batch or binary mode. */
public final class EventBodies {

  /** How much is taken at once. */
  public record Bounds(int eventBytes, int batchBytes, int batchEvents) {}

  public static final Set<String> MEDIA_TYPES =
      new LinkedHashSet<>(List.of(MediaType.EVENT, MediaType.BATCH));

  private final Bodies.Bound one;
  private final Bodies.Bound batch;
  private final Limits limits;

  public EventBodies(Bounds bounds) {
    this.one = new Bodies.Bound(bounds.eventBytes(), ProblemKind.EVENT_TOO_LARGE);
    this.batch = new Bodies.Bound(bounds.batchBytes(), ProblemKind.BATCH_TOO_LARGE);
    this.limits = new Limits(bounds.eventBytes(), bounds.batchEvents());
  }

  /**
   * The events of the body, at least one.
   *
   * @param taken the media types to name when the body is of none of them
   */
  public Future<List<NewEvent>> read(Exchange exchange, Set<String> taken) {
    String type = MediaType.of(exchange.request());
    if (type.equals(MediaType.EVENT)) {
      MediaType.requireUtf8(exchange.request());
      return Bodies.read(exchange, one)
          .map(json -> List.of(CloudEventsJson.read(json, 0, json.length)));
    } else if (type.equals(MediaType.BATCH)) {
      MediaType.requireUtf8(exchange.request());
      return Bodies.read(exchange, batch).map(this::batch);
    } else if (CloudEventsHttp.isBinary(exchange.request().headers())) {
      return Bodies.read(exchange, one)
          .map(data -> List.of(CloudEventsHttp.read(exchange.request().headers(), data)));
    }
    return Future.failedFuture(MediaType.unsupported(type, taken));
  }

  private List<NewEvent> batch(byte[] json) {
    List<NewEvent> events;
    try {
      events = CloudEventsJson.readBatch(json, limits);
    } catch (MalformedEvent malformed) {
      throw withLimit(malformed);
    }
    if (events.isEmpty()) {
      throw Problem.of(ProblemKind.MALFORMED_EVENT, "The batch is empty: send at least one event");
    }
    return events;
  }

  private Problem withLimit(MalformedEvent malformed) {
    Problem problem = Problems.of(malformed);
    return switch (malformed.kind()) {
      case MALFORMED -> problem;
      case TOO_LARGE -> problem.with("limit", limits.maxEventBytes());
      case TOO_MANY -> problem.with("limit", limits.maxEvents());
    };
  }
}
