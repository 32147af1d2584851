package io.tidings.log.tail;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Frame;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * One reader of the log that never ends: it reads pages from the log while it is behind and takes
 * frames from the node's tail while it keeps up, crossing over either way without gap or repetition
 * (D2). It holds a bounded number of events; a slow sink makes it read from the log later, and
 * slows nobody else.
 */
public final class Follower {

  private static final int PAGE = 500;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

  /** Takes what the follower reads. Called on the context on which the follower was made. */
  public interface Sink {

    /**
     * Takes the next matching events, in order of position; they are empty where nothing matched.
     * The follower goes on when the future succeeds, and ends when it fails.
     *
     * @param through everything up to here has been looked at
     */
    Future<?> deliver(List<RecordedEvent> events, Cursor through);

    /**
     * The follower has ended: with what {@code deliver} failed with, or with {@link
     * LogFailure.CursorLost} when the log was rolled back behind what was delivered (L7).
     */
    void ended(Throwable why);
  }

  /**
   * @param filter which events to deliver
   * @param after where to begin; null for what is recorded from now on
   * @param buffer events held for the sink while it is busy; more are read from the log again
   */
  public record Options(Filter filter, Cursor after, int buffer) {

    public static Options fromNow(Filter filter) {
      return new Options(filter, null, 1000);
    }
  }

  private final Vertx vertx;
  private final Context context;
  private final EventLog log;
  private final Tail tail;
  private final Filter filter;
  private final Sink sink;
  private final Joiner joiner;
  private final TailListener listener = new Listener();
  private long epoch;
  private boolean busy = true;
  private boolean closed;

  private Follower(Vertx vertx, EventLog log, Tail tail, Options options, Sink sink) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.log = log;
    this.tail = tail;
    this.filter = options.filter();
    this.sink = sink;
    this.joiner = new Joiner(options.buffer());
  }

  /**
   * Begins to follow.
   *
   * @return succeeds when nothing recorded from now on can be missed; fails with {@link
   *     LogFailure.CursorLost} if the cursor to begin with is from a lost future (L7)
   */
  public static Future<Follower> follow(
      Vertx vertx, EventLog log, Tail tail, Options options, Sink sink) {
    Follower follower = new Follower(vertx, log, tail, options, sink);
    return follower
        .here(tail.listen(follower.context, follower.listener))
        .compose(view -> follower.begin(options.after(), view))
        .map(follower)
        .onFailure(failure -> follower.close());
  }

  /** Ends it; nothing is delivered any more, {@code ended} is not called. May be repeated. */
  public void close() {
    closed = true;
    tail.forget(listener);
  }

  private Future<Void> begin(Cursor after, Head view) {
    joiner.hear(view.position());
    if (after == null || after.equals(view.cursor())) {
      epoch = view.epoch();
      joiner.skipTo(view.position());
      context.runOnContext(go -> resume());
      return Future.succeededFuture();
    }
    return here(log.read(Query.after(after, filter, PAGE)))
        .onSuccess(page -> context.runOnContext(go -> deliver(page)))
        .mapEmpty();
  }

  private void pump() {
    if (busy || closed) {
      return;
    }
    Frame next = joiner.peek();
    if (next != null && next.events().get(0).epoch() == epoch && next.epoch() == epoch) {
      joiner.take();
      deliver(next.events().stream().filter(filter::matches).toList());
    } else if (next != null || joiner.behind()) {
      read();
    }
  }

  private void read() {
    busy = true;
    here(log.read(Query.after(new Cursor(epoch, joiner.position()), filter, PAGE)))
        .onSuccess(this::deliver)
        .onFailure(this::notRead);
  }

  private void deliver(Page page) {
    joiner.skipTo(page.through());
    joiner.hear(page.head().position());
    epoch = page.head().epoch();
    deliver(page.events());
  }

  private void deliver(List<RecordedEvent> events) {
    if (closed) {
      return;
    }
    busy = true;
    here(sink.deliver(events, new Cursor(epoch, joiner.position())))
        .onSuccess(taken -> resume())
        .onFailure(this::end);
  }

  private void resume() {
    busy = false;
    joiner.hear(tail.view().position());
    pump();
  }

  private void notRead(Throwable failure) {
    if (failure instanceof LogFailure.CursorLost || failure instanceof LogFailure.Invalid) {
      end(failure);
    } else {
      vertx.setTimer(PAUSE_AFTER_FAILURE_MILLIS, rested -> resume());
    }
  }

  private void end(Throwable why) {
    if (!closed) {
      close();
      sink.ended(why);
    }
  }

  /** Completes on this follower's context, wherever the future does. */
  private <T> Future<T> here(Future<T> future) {
    Promise<T> promise = Promise.promise();
    future.onComplete(done -> context.runOnContext(go -> promise.handle(done)));
    return promise.future();
  }

  private final class Listener implements TailListener {

    @Override
    public void frame(Frame frame) {
      joiner.offer(frame);
      joiner.hear(tail.view().position());
      pump();
    }

    @Override
    public void rolledBack(LogFailure.CursorLost lost) {
      if (joiner.position() > lost.goBackTo().position()) {
        end(lost);
      } else {
        joiner.drain();
      }
    }
  }
}
