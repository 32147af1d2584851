package io.tidings.gateway.write;

import io.tidings.gateway.GatewayConfig;
import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.ops.GatewayMetrics;
import io.tidings.log.EventLog;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The endpoints that append. */
public final class WriteEndpoints {

  /** What {@link #events} takes, beside binary mode. */
  public static final Set<String> MEDIA_TYPES =
      new LinkedHashSet<>(List.of(MediaType.EVENT, MediaType.BATCH, MediaType.NDJSON));

  /** What {@link #stream} takes, beside binary mode. */
  public static final Set<String> STREAM_MEDIA_TYPES = EventBodies.MEDIA_TYPES;

  private final Endpoint events;
  private final Endpoint stream;

  /** How many requests are served at once: appends, and those of lines. */
  public record Bounds(Admission.Slots appends, Admission.Slots lines) {}

  public WriteEndpoints(
      Vertx vertx, EventLog log, GatewayConfig config, Bounds bounds, GatewayMetrics metrics) {
    EventBodies bodies =
        new EventBodies(
            new EventBodies.Bounds(
                config.maxEventBytes(), config.maxBatchBytes(), config.maxBatchEvents()));
    Appends appends = new Appends(log, bounds.appends(), metrics);
    LineAppends lines =
        new LineAppends(
            vertx,
            new PatientAppend(vertx, log, config.appendPatience()),
            new LineAppends.Window(config.maxEventBytes(), config.lineWindowBytes()),
            metrics);
    events = counted(new AppendEvents(bodies, appends, bounds.lines().limit(lines)), metrics);
    stream = counted(new AppendToStream(bodies, appends), metrics);
  }

  private static Endpoint counted(Endpoint endpoint, GatewayMetrics metrics) {
    return exchange -> {
      try {
        return endpoint.serve(exchange).onFailure(refused -> metrics.refused());
      } catch (RuntimeException refused) {
        metrics.refused();
        throw refused;
      }
    };
  }

  public Endpoint events() {
    return events;
  }

  public Endpoint stream() {
    return stream;
  }
}
