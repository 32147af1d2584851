package io.tidings.gateway.write;

import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.model.Append;
import io.tidings.model.Unchanged;
import io.tidings.wire.CloudEventsHttp;
import io.vertx.core.Future;
import java.util.Map;

/**
 * {@code POST /v1/events}: an event or a batch, as one append, perhaps on condition of a boundary;
 * or lines without end.
 */
public final class AppendEvents implements Endpoint {

  private final EventBodies bodies;
  private final Appends appends;
  private final Endpoint lines;

  AppendEvents(EventBodies bodies, Appends appends, Endpoint lines) {
    this.bodies = bodies;
    this.appends = appends;
    this.lines = lines;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    Unchanged unchanged = UnlessParameters.unchanged(exchange.request().query());
    Preconditions.refuse(exchange.request());
    String type = MediaType.of(exchange.request());
    if (MediaType.isNdjson(type) && !CloudEventsHttp.isBinary(exchange.request().headers())) {
      MediaType.requireUtf8(exchange.request());
      if (unchanged != null) {
        throw QueryParameters.bad(
            "unless", "is about one append, and each line is one: send " + MediaType.BATCH);
      }
      return lines.serve(exchange);
    }
    return bodies
        .read(exchange, WriteEndpoints.MEDIA_TYPES)
        .compose(events -> appends.append(new Append(events, Map.of(), unchanged)))
        .compose(recorded -> Appends.answer(exchange, recorded));
  }
}
