package io.tidings.gateway.write;

import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.Problems;
import io.tidings.gateway.ops.GatewayMetrics;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.wire.CloudEventsJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of lines at work. While one batch is being recorded the next one gathers; there is
 * never a second in flight, so that the order of recording is the order of the lines.
 */
final class LineStream {

  private static final int MAX_BATCH = 500;
  private static final int MAX_WAITING = 2 * MAX_BATCH;

  /**
   * A line that is too long is refused for itself; one that is so many times too long has no end.
   */
  private static final long ENDLESS = 64;

  private final Exchange exchange;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final PatientAppend log;
  private final LineAppends.Window window;
  private final GatewayMetrics metrics;
  private final Lines lines;
  private final ArrayDeque<LineBatch.Entry> waiting = new ArrayDeque<>();
  private final Promise<Void> done = Promise.promise();
  private long heldBytes;
  private boolean inFlight;
  private boolean ended;
  private boolean over;
  private boolean advancing;
  private boolean again;

  LineStream(
      Exchange exchange, PatientAppend log, LineAppends.Window window, GatewayMetrics metrics) {
    this.exchange = exchange;
    this.request = exchange.request();
    this.response = exchange.response();
    this.log = log;
    this.window = window;
    this.metrics = metrics;
    this.lines = new Lines(window.lineBytes());
  }

  /** Succeeds when the last line has been answered, or when the client has gone. */
  Future<Void> run() {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.NDJSON)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .exceptionHandler(gone -> stop())
        .drainHandler(drained -> advance());
    request
        .exceptionHandler(gone -> stop())
        .endHandler(end -> end())
        .handler(
            chunk -> {
              lines.feed(chunk.getBytes());
              advance();
            });
    return done.future();
  }

  private void end() {
    ended = true;
    lines.end();
    advance();
  }

  /** What was answered is recorded; what is in flight may be; nothing else is. */
  private void stop() {
    over = true;
    waiting.clear();
    done.tryComplete();
  }

  /** Not re-entrant: a batch that is answered at once, or a request that resumes, comes back. */
  private void advance() {
    again = true;
    if (!advancing) {
      advancing = true;
      while (again && !over) {
        again = false;
        step();
      }
      advancing = false;
    }
  }

  private void step() {
    boolean more = gather();
    if (!inFlight && !waiting.isEmpty() && !response.writeQueueFull()) {
      send(nextBatch());
    }
    if (!inFlight && waiting.isEmpty() && lines.unfinished() > ENDLESS * window.lineBytes()) {
      breakOff(LineBatch.last(lines.number(), endless()));
    } else if (!ended) {
      throttle(more || response.writeQueueFull());
    } else if (!more && !inFlight && waiting.isEmpty()) {
      finish(response.end());
    }
  }

  /** Reads lines into the window; true if there is no room for more. */
  private boolean gather() {
    while (waiting.size() < MAX_WAITING && heldBytes < window.windowBytes()) {
      Lines.Line line = lines.next();
      if (line == null) {
        return false;
      }
      if (!line.blank()) {
        LineBatch.Entry entry = entry(line);
        heldBytes += entry.bytes();
        waiting.add(entry);
      }
    }
    return true;
  }

  private LineBatch.Entry entry(Lines.Line line) {
    if (line.tooLong()) {
      return new LineBatch.Entry(line.number(), 0, null, tooLong("has " + line.size() + " bytes"));
    }
    try {
      Append append =
          Append.of(CloudEventsJson.read(line.bytes(), line.offset(), (int) line.size()));
      return new LineBatch.Entry(line.number(), line.size(), append, null);
    } catch (RuntimeException refused) {
      return new LineBatch.Entry(line.number(), 0, null, Problems.of(refused));
    }
  }

  private Problem endless() {
    return tooLong("did not end after " + lines.unfinished() + " bytes")
        .with("advice", "This line and those behind it were not read: send them without it");
  }

  private Problem tooLong(String what) {
    return Problem.of(
            ProblemKind.EVENT_TOO_LARGE,
            "The line "
                + what
                + ", the limit is "
                + window.lineBytes()
                + ": send less in one event")
        .with("limit", window.lineBytes());
  }

  private LineBatch nextBatch() {
    List<LineBatch.Entry> entries = new ArrayList<>(Math.min(MAX_BATCH, waiting.size()));
    while (!waiting.isEmpty() && entries.size() < MAX_BATCH) {
      entries.add(waiting.remove());
    }
    return new LineBatch(entries);
  }

  private void send(LineBatch batch) {
    inFlight = true;
    List<Append> appends = batch.appends();
    (appends.isEmpty() ? Future.succeededFuture(List.<AppendResult>of()) : log.append(appends))
        .map(results -> batch.answers(results, metrics))
        .onSuccess(answers -> answer(batch, answers))
        .onFailure(failure -> breakOff(batch.failed(failure)));
  }

  private void answer(LineBatch batch, Buffer answers) {
    inFlight = false;
    heldBytes -= batch.bytes();
    if (!over) {
      response.write(answers);
      advance();
    }
  }

  private void breakOff(Buffer last) {
    if (!over) {
      over = true;
      exchange.discardRest();
      finish(response.end(last));
    }
  }

  private void finish(Future<Void> ending) {
    over = true;
    ending.onComplete(ended -> done.tryComplete());
  }

  private void throttle(boolean wait) {
    if (wait) {
      request.pause();
    } else {
      request.resume();
    }
  }
}
