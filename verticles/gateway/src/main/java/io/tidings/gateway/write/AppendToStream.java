package io.tidings.gateway.write;

import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.StreamPath;
import io.tidings.model.Append;
import io.tidings.model.Extensions;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.tidings.model.Unchanged;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /v1/streams/{stream}/events}: an event or a batch, as one append to that stream, on
 * condition of its version, or of a boundary, or of both.
 */
public final class AppendToStream implements Endpoint {

  private final EventBodies bodies;
  private final Appends appends;

  AppendToStream(EventBodies bodies, Appends appends) {
    this.bodies = bodies;
    this.appends = appends;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    Unchanged unchanged = UnlessParameters.unchanged(exchange.request().query());
    String stream = StreamPath.stream(exchange.request());
    Map<String, Long> expected = Preconditions.expected(exchange.request(), stream);
    return bodies
        .read(exchange, EventBodies.MEDIA_TYPES)
        .map(events -> new Append(to(stream, events), expected, unchanged))
        .compose(appends::append)
        .compose(
            recorded -> {
              List<Receipt> receipts = recorded.receipts();
              exchange
                  .response()
                  .putHeader(
                      HttpHeaders.ETAG,
                      Preconditions.etag(receipts.get(receipts.size() - 1).version()));
              return Appends.answer(exchange, recorded);
            });
  }

  private static List<NewEvent> to(String stream, List<NewEvent> events) {
    List<NewEvent> moved = new ArrayList<>(events.size());
    for (NewEvent event : events) {
      requireNoOther(stream, event, events.size() > 1 ? moved.size() : -1);
      moved.add(
          new NewEvent(
              event.id(),
              event.source(),
              event.type(),
              stream,
              event.subject(),
              event.time(),
              event.contentType(),
              event.dataSchema(),
              event.extensions(),
              event.data()));
    }
    return moved;
  }

  private static void requireNoOther(String stream, NewEvent event, int index) {
    String named = event.extension(Extensions.STREAM);
    if (named != null && !named.equals(stream)) {
      Problem problem =
          Problem.of(
                  ProblemKind.MALFORMED_EVENT,
                  "attribute 'stream' is '"
                      + named
                      + "', the path says '"
                      + stream
                      + "': leave the attribute out, or post to /v1/events")
              .with("attribute", Extensions.STREAM);
      throw index < 0 ? problem : problem.with("index", index);
    }
  }
}
