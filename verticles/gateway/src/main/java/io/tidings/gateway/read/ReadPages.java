package io.tidings.gateway.read;

import io.tidings.gateway.http.Accept;
import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.http.StreamPath;
import io.tidings.log.EventLog;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.CloudEventsJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Pages of the log and of streams, as a CloudEvents batch or as lines. */
public final class ReadPages {

  /** The head of the log when the page was read: a cursor to go on from when nothing is left. */
  public static final String HEAD = "Tidings-Head";

  public static final String LOG_PATH = "/v1/events";

  private static final List<String> OFFERS = List.of(MediaType.BATCH, MediaType.NDJSON);
  private static final int ENVELOPE_BYTES = 512;

  private final PageReader reader;
  private final AtLeast atLeast;
  private final Admission.Slots slots;

  public ReadPages(EventLog log, AtLeast atLeast, Admission.Slots slots, Duration budget) {
    this.reader = new PageReader(log, budget);
    this.atLeast = atLeast;
    this.slots = slots;
  }

  /** {@code GET /v1/events}. */
  public Future<?> ofLog(Exchange exchange) {
    return page(exchange, PageRequest.ofLog(exchange.request().query()), LOG_PATH);
  }

  /** {@code GET /v1/streams/{stream}/events}; a stream that does not exist has no events. */
  public Future<?> ofStream(Exchange exchange) {
    String stream = StreamPath.stream(exchange.request());
    PageRequest asked = PageRequest.ofStream(stream, exchange.request().query());
    return page(exchange, asked, StreamPath.of(stream));
  }

  private Future<?> page(Exchange exchange, PageRequest asked, String path) {
    String type = Accept.choose(exchange.request().getHeader(HttpHeaders.ACCEPT), OFFERS);
    exchange.reservation().grow(0);
    Supplier<Future<?>> work =
        () ->
            reader
                .read(asked.query())
                .compose(
                    found ->
                        answer(exchange, type, found, new PageLinks(path, asked.query(), found)));
    return atLeast.seen(asked.atLeast()).compose(seen -> slots.hold(work).<Void>mapEmpty());
  }

  private static Future<Void> answer(
      Exchange exchange, String type, PageReader.Found found, PageLinks links) {
    String link = links.header();
    if (link != null) {
      exchange.response().putHeader("Link", link);
    }
    exchange.response().putHeader(HEAD, found.head().cursor().toString());
    return new Reply(200, type, body(exchange, type, found.events())).send(exchange.response());
  }

  private static Buffer body(Exchange exchange, String type, List<RecordedEvent> events) {
    long estimate = PageReader.bytes(events) + (long) events.size() * ENVELOPE_BYTES;
    exchange.reservation().insist(2 * estimate);
    Buffer body = Buffer.buffer((int) estimate + 2);
    if (type.equals(MediaType.BATCH)) {
      CloudEventsJson.appendBatch(body, events);
    } else {
      for (RecordedEvent event : events) {
        CloudEventsJson.appendLine(body, event);
        body.appendByte((byte) '\n');
      }
    }
    return body;
  }
}
