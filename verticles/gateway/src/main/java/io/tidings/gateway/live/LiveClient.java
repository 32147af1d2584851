package io.tidings.gateway.live;

import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.Problems;
import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.tail.Follower;
import io.tidings.model.Cursor;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;

/** One client that is sent events as they come, for as long as it takes them. */
final class LiveClient implements Follower.Sink {

  /**
   * @param heartbeat how often something is sent when there is nothing to send
   * @param slow how long a client may leave what was sent untaken
   */
  record Pace(Duration heartbeat, Duration slow) {}

  private static final long RETRY_MILLIS = 1000;
  private static final long MEMORY_PAUSE_MILLIS = 50;
  private static final int ENVELOPE_BYTES = 512;

  private final Vertx vertx;
  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Pace pace;
  private final Runnable dropped;
  private final Admission.Reservation room;
  private final LivePages pages;
  private final Promise<Void> done = Promise.promise();
  private Follower follower;
  private Cursor through;
  private Cursor told;
  private long heartbeat = -1;

  /**
   * @param room for what was sent and not taken, beside that of other live clients
   * @param dropped is told if this one did not take what was sent
   */
  LiveClient(
      Vertx vertx,
      Exchange exchange,
      EventLog log,
      Pace pace,
      Admission.Reservation room,
      Runnable dropped) {
    this.vertx = vertx;
    this.room = room;
    this.pages = new LivePages(vertx, log, room);
    this.exchange = exchange;
    this.response = exchange.response();
    this.pace = pace;
    this.dropped = dropped;
    response.closeHandler(closed -> finish()).exceptionHandler(gone -> finish());
  }

  /**
   * Begins to answer.
   *
   * @param from where the client stands, or null if the log has not said so yet
   * @return succeeds when the client has gone
   */
  Future<Void> begin(Follower follower, Cursor from) {
    this.follower = follower;
    if (done.future().isComplete()) {
      follower.close();
      return done.future();
    }
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.EVENT_STREAM)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Accel-Buffering", "no");
    response.write(SseFormat.retry(RETRY_MILLIS));
    if (from != null) {
      through = from;
      tell();
    }
    heartbeat = vertx.setPeriodic(pace.heartbeat().toMillis(), tick -> beat());
    return done.future();
  }

  /** The log as this client reads it. */
  EventLog pages() {
    return pages;
  }

  @Override
  public Future<?> deliver(List<RecordedEvent> events, Cursor upTo) {
    if (events.isEmpty()) {
      pages.taken();
      through = upTo;
      return Future.succeededFuture();
    }
    if (done.future().isComplete()) {
      return Future.failedFuture("the client has gone");
    }
    long size = size(events);
    if (pages.taken()) {
      room.insist(size);
    } else {
      try {
        room.grow(size);
      } catch (Problem memoryIsShort) {
        return vertx.timer(MEMORY_PAUSE_MILLIS).compose(rested -> deliver(events, upTo));
      }
    }
    Buffer messages = Buffer.buffer((int) size);
    events.forEach(event -> SseFormat.event(messages, event));
    response.write(messages);
    through = upTo;
    told = events.get(events.size() - 1).cursor();
    return drained().onComplete(taken -> room.shrink(size));
  }

  @Override
  public void ended(Throwable why) {
    if (done.future().isComplete()) {
      return;
    }
    if (why instanceof LogFailure.CursorLost) {
      response.end(SseFormat.named("cursor-lost", Problems.of(why).json()));
    } else {
      response.end();
    }
    finish();
  }

  /** Ends the answer; the client will connect again. */
  void close() {
    if (!done.future().isComplete()) {
      response.end();
      finish();
    }
  }

  private Future<Void> drained() {
    if (!response.writeQueueFull()) {
      return Future.succeededFuture();
    }
    Promise<Void> drained = Promise.promise();
    long timer = vertx.setTimer(pace.slow().toMillis(), late -> drop());
    response.drainHandler(taken -> drained.tryComplete());
    done.future().onComplete(gone -> drained.tryFail("the client has gone"));
    return drained.future().onComplete(taken -> vertx.cancelTimer(timer));
  }

  private void drop() {
    dropped.run();
    exchange.request().connection().close();
    finish();
  }

  private void beat() {
    if (!response.writeQueueFull()) {
      response.write(SseFormat.comment());
      tell();
    }
  }

  /** Where to go on from when the connection breaks, also if nothing matched for a long time. */
  private void tell() {
    if (through != null && !through.equals(told)) {
      told = through;
      response.write(SseFormat.cursor(told));
    }
  }

  /** Nothing is sent any more; may be repeated. */
  void gone() {
    finish();
  }

  private void finish() {
    if (done.tryComplete()) {
      vertx.cancelTimer(heartbeat);
      pages.close();
      if (follower != null) {
        follower.close();
      }
    }
  }

  private static long size(List<RecordedEvent> events) {
    long size = 0;
    for (RecordedEvent event : events) {
      size += ENVELOPE_BYTES + (event.data() == null ? 0 : event.data().length());
    }
    return size;
  }
}
