package io.tidings.log.tail;

import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.bus.Addresses;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Frame;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tail at work, on one event loop. What it has taken from the feed it has verified. */
final class TailVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(TailVerticle.class);
  private static final int PAGE = 500;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

  private final EventLog log;
  private final TailConfig config;
  private final Joiner joiner;
  private final Listeners listeners = new Listeners();
  private final List<Waiting> waiting = new ArrayList<>();
  private final DeliveryOptions local = new DeliveryOptions().setLocalOnly(true);

  private volatile Head view = new Head(0, 0);
  private boolean started;
  private boolean repairing;
  private boolean repairDue;
  private boolean complained;
  private boolean strange;

  TailVerticle(EventLog log, TailConfig config) {
    this.log = log;
    this.config = config;
    this.joiner = new Joiner(config.maxHeldEvents());
  }

  Head view() {
    return view;
  }

  /**
   * The consumer is registered before the head is read: what is recorded in between comes as a
   * frame or shows as a gap.
   */
  @Override
  public Future<?> start() {
    return vertx
        .eventBus()
        .consumer(Addresses.FEED, this::onFeed)
        .completion()
        .compose(registered -> head())
        .onSuccess(this::begin);
  }

  private Future<Head> head() {
    return log.head()
        .recover(
            failure -> {
              unreachable(failure);
              return pause().compose(rested -> head());
            });
  }

  /** Says it once, and again only after the log has answered. */
  private void unreachable(Throwable failure) {
    if (!complained) {
      complained = true;
      LOG.warn("Cannot read on from {} yet: {}", view.cursor(), failure.getMessage());
    }
  }

  private Future<Void> pause() {
    Promise<Void> rested = Promise.promise();
    vertx.setTimer(PAUSE_AFTER_FAILURE_MILLIS, timer -> rested.complete());
    return rested.future();
  }

  Future<Head> listen(Context on, TailListener listener) {
    Promise<Head> from = Promise.promise();
    context.runOnContext(
        go -> {
          listeners.add(on, listener);
          from.complete(view);
        });
    return from.future();
  }

  void forget(TailListener listener) {
    listeners.remove(listener);
  }

  /** Completes the promise when the position has been seen, unless somebody has by then. */
  void await(long position, Promise<Boolean> seen) {
    context.runOnContext(
        go -> {
          if (view.position() >= position) {
            seen.tryComplete(true);
          } else {
            waiting.add(new Waiting(position, seen));
          }
        });
  }

  private void begin(Head head) {
    complained = false;
    List<Frame> early = joiner.drain();
    joiner.reset(head.position());
    view = head;
    started = true;
    early.forEach(joiner::offer);
    advance();
  }

  private void onFeed(Message<Object> message) {
    Object body = message.body();
    if (body instanceof Frame frame && frame.epoch() < view.epoch()) {
      joiner.hear(frame.last());
      advance();
    } else if (body instanceof Frame frame) {
      joiner.offer(frame);
      advance();
    } else if (body instanceof Head head) {
      joiner.hear(head.position());
      if (started && head.epoch() > view.epoch()) {
        repair();
      }
      advance();
    } else if (!strange) {
      strange = true;
      LOG.warn("Somebody in the cluster says what this version does not understand: {}", body);
    }
  }

  private void advance() {
    if (!started || repairing) {
      return;
    }
    for (Frame frame = joiner.peek(); frame != null; frame = joiner.peek()) {
      if (frame.events().get(0).epoch() != view.epoch() || frame.epoch() != view.epoch()) {
        repair();
        return;
      }
      deliver(joiner.take());
    }
    if (joiner.behind() && !repairDue) {
      repairDue = true;
      vertx.setTimer(config.patience().toMillis(), due -> repairIfStillBehind());
    }
  }

  private void repairIfStillBehind() {
    repairDue = false;
    if (joiner.behind()) {
      repair();
    }
  }

  /**
   * Reads on from the log. It also decides whether a new epoch is a mere restart or a history that
   * has lost what this node has seen (L7).
   */
  private void repair() {
    if (repairing) {
      return;
    }
    repairing = true;
    log.read(Query.after(view.cursor(), Filter.ALL, PAGE))
        .onSuccess(this::repaired)
        .onFailure(this::notRepaired);
  }

  private void repaired(Page page) {
    repairing = false;
    complained = false;
    if (!page.events().isEmpty()) {
      joiner.skipTo(page.through());
      deliver(new Frame(page.events()));
    }
    view = new Head(page.head().epoch(), view.position());
    if (page.end()) {
      joiner.end(page.head().position());
    } else {
      repair();
    }
    advance();
  }

  private void notRepaired(Throwable failure) {
    if (failure instanceof LogFailure.CursorLost lost) {
      rollBack(lost);
    } else {
      unreachable(failure);
      pause()
          .onSuccess(
              rested -> {
                repairing = false;
                advance();
              });
    }
  }

  private void rollBack(LogFailure.CursorLost lost) {
    LOG.warn("{}", lost.getMessage());
    Cursor back = lost.goBackTo();
    List<Frame> ahead = joiner.drain();
    joiner.reset(back.position());
    view = new Head(back.epoch(), back.position());
    listeners.tellAll(listener -> listener.rolledBack(lost));
    ahead.stream().filter(frame -> frame.epoch() >= back.epoch()).forEach(joiner::offer);
    repairing = false;
    repair();
  }

  private void deliver(Frame frame) {
    view = new Head(frame.epoch(), frame.last());
    frame
        .events()
        .forEach(event -> vertx.eventBus().publish(Addresses.event(event.type()), event, local));
    listeners.tell(listener -> listener.frame(frame));
    waiting.removeIf(one -> one.over(frame.last()));
  }

  private record Waiting(long position, Promise<Boolean> seen) {

    boolean over(long reached) {
      return seen.future().isComplete() || position <= reached && seen.tryComplete(true);
    }
  }
}
