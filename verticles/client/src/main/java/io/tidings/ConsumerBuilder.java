package io.tidings;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definition.OnFailure;
import io.tidings.consumers.Retry;
import io.tidings.consumers.Start;
import io.tidings.consumers.engine.ConsumerEngine;
import io.tidings.log.LogFailure;
import io.tidings.model.EventFamily;
import io.tidings.model.Filter;
import io.tidings.model.SlotRange;
import io.tidings.wire.EventTypes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declares a durable consumer: what it wants to handle, and how. Every matching event is handled,
 * at least once (C1), in order of its stream (C2), on whichever nodes have started the consumer.
 * Not safe for use by several threads.
 */
public final class ConsumerBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerBuilder.class);
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 500;

  private final Tidings tidings;
  private final String name;
  private final Handlers handlers;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private Set<String> types;
  private String category;
  private String stream;
  private Start start = Start.FIRST;
  private int segments = 8;
  private int inFlight = 16;
  private Retry retry = Retry.DEFAULT;
  private OnFailure onFailure = OnFailure.DEAD_LETTER;

  ConsumerBuilder(Tidings tidings, String name) {
    this.tidings = tidings;
    this.name = name;
    this.handlers = new Handlers(tidings);
  }

  /**
   * A handler for the events of a type, of whatever schema version. It runs on the context of the
   * caller, so it must not block an event loop, and no other handler of this consumer runs on this
   * node at the same time.
   *
   * @param type a record that carries {@link io.tidings.model.EventType}
   * @throws IllegalArgumentException if the class has no event type
   */
  public <E extends Record> ConsumerBuilder on(Class<E> type, ConsumerHandler<E> handler) {
    return add(
        type,
        handler,
        (value, context) -> {
          try {
            handler.handle(value, context);
            return Future.succeededFuture();
          } catch (Exception failure) {
            return Future.failedFuture(failure);
          }
        });
  }

  /**
   * As {@link #on}, for a handler that is done when its future is. Meanwhile those of other streams
   * are called.
   */
  public <E extends Record> ConsumerBuilder onAsync(
      Class<E> type, BiFunction<E, ConsumerContext, Future<?>> handler) {
    return add(type, handler, handler);
  }

  /**
   * As {@link #on}, for a handler that may block, and await futures: it runs on a virtual thread
   * where the JVM has them, otherwise on a thread of its own. Handlers of other streams run at the
   * same time.
   */
  public <E extends Record> ConsumerBuilder onBlocking(Class<E> type, ConsumerHandler<E> handler) {
    return add(
        type,
        handler,
        (value, context) ->
            Blocking.run(
                () -> {
                  handler.handle(value, context);
                  return null;
                }));
  }

  /**
   * A handler for all events of a family, as they are read today: upcast if they are older, several
   * calls in order where one was split, none where it is dropped. It is done when its future is.
   *
   * <p>If one call of a split event fails, the event is tried again from its first part.
   *
   * @param handler may be called with every record of the family
   */
  public <E> ConsumerBuilder onFamily(
      EventFamily<E> family, BiFunction<? super E, ConsumerContext, Future<?>> handler) {
    Route route = Route.to(family, handler);
    family.types().forEach(type -> handlers.add(type, route));
    return this;
  }

  /** A handler for every matching event that no other handler is for. */
  public ConsumerBuilder onAny(Function<ConsumerContext, Future<?>> handler) {
    handlers.any(Route.to(handler));
    return this;
  }

  /**
   * One handler for everything, called with up to {@code most} events at a time, in order of
   * position; one call at a time for each segment. If a call fails, the events are handed to it one
   * by one, so that only the one at fault is retried and held.
   */
  public ConsumerBuilder onBatch(int most, Function<List<ConsumerContext>, Future<?>> handler) {
    if (most < 2) {
      throw new IllegalArgumentException("a batch of " + most + ": give 2 or more, or use onAny");
    }
    handlers.batch(most, handler);
    return this;
  }

  /**
   * Only these event types. Without it: those that there are handlers of, all with {@link #onAny}.
   */
  public ConsumerBuilder types(String... types) {
    this.types = Set.of(types);
    return this;
  }

  /** Only streams of this category. */
  public ConsumerBuilder category(String category) {
    this.category = category;
    return this;
  }

  /** Only this stream. */
  public ConsumerBuilder stream(String stream) {
    this.stream = stream;
    return this;
  }

  /** Only events with this CloudEvents attribute, compared as text. */
  public ConsumerBuilder attribute(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** Where it begins when it is started for the first time. Defaults to the first event. */
  public ConsumerBuilder startAt(Start start) {
    this.start = start;
    return this;
  }

  /**
   * Into how many segments the consumer is divided when it is started for the first time: at most
   * so many nodes share the work. Defaults to 8.
   */
  public ConsumerBuilder segments(int segments) {
    this.segments = segments;
    return this;
  }

  /** How many streams of each segment may be in work at once. Defaults to 16. */
  public ConsumerBuilder inFlight(int inFlight) {
    this.inFlight = inFlight;
    return this;
  }

  /** How failing events are tried again. Defaults to {@link Retry#DEFAULT}. */
  public ConsumerBuilder retry(Retry retry) {
    this.retry = retry;
    return this;
  }

  /** The same for this class of failures; the first rule that matches counts. */
  public ConsumerBuilder retry(Class<? extends Throwable> failure, Retry retry) {
    handlers.rule(failure, retry);
    return this;
  }

  /** This class of failures will not get better: no attempt more. */
  public ConsumerBuilder permanent(Class<? extends Throwable> failure) {
    return retry(failure, Retry.NONE);
  }

  /**
   * This class of failures says that something is away which the handler needs, and that the event
   * is not at fault: it is tried again until that is over, with the pauses of {@link
   * #retry(Retry)}. Neither these attempts nor the time count for what fails otherwise. Meanwhile
   * the event's stream waits, and is listed as retrying; a redrive tries it at once. As with {@link
   * #retry(Class, Retry)} the first rule that matches counts.
   */
  public ConsumerBuilder outage(Class<? extends Throwable> failure) {
    handlers.outage(failure);
    return this;
  }

  /** What becomes of an event that has failed for good. Defaults to a dead letter (C5). */
  public ConsumerBuilder onFailure(OnFailure onFailure) {
    this.onFailure = onFailure;
    return this;
  }

  /**
   * Nothing is published through the context during a replay: it fails with {@link QuietReplay},
   * and the event counts as handled. Without it what is published then has the ids of the first
   * time, and so is recorded once (L5), unless the handlers have changed.
   */
  public ConsumerBuilder quietOnReplay() {
    handlers.quietOnReplay();
    return this;
  }

  /**
   * Declares the consumer and begins to work on this node's share of it. What it is declared as
   * replaces what it was before, apart from its start and its number of segments, which are kept;
   * the ledger has a row of that.
   *
   * @return succeeds when the consumer is declared and this node takes part; as long as no
   *     persistence node can be reached, it waits. Fails with a {@link
   *     io.tidings.consumers.ConsumerFailure.Conflict} if the name belongs to a consumer that is
   *     pulled from
   * @throws IllegalArgumentException if something of the declaration is impossible
   * @throws IllegalStateException without a handler
   */
  public Future<Consumer> start() {
    if (handlers.none()) {
      throw new IllegalStateException("consumer " + name + " has no handler");
    }
    Definition definition = definition();
    ContextInternal context = (ContextInternal) tidings.vertx().getOrCreateContext();
    Promise<Consumer> started = context.promise();
    context.runOnContext(
        go ->
            engine(definition)
                .map(engine -> new Consumer(name, tidings, engine))
                .onComplete(started));
    return started.future();
  }

  private Future<ConsumerEngine> engine(Definition definition) {
    return ConsumerEngine.start(tidings.host(), definition, true, handlers)
        .recover(
            failure -> {
              if (!(failure instanceof ConsumerFailure.Unavailable
                  || failure instanceof LogFailure.Unavailable)) {
                return Future.failedFuture(failure);
              }
              LOG.warn("Cannot start consumer {} yet: {}", name, failure.getMessage());
              return tidings
                  .vertx()
                  .timer(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS)
                  .compose(rested -> engine(definition));
            });
  }

  private <E extends Record> ConsumerBuilder add(
      Class<E> type, Object declared, BiFunction<E, ConsumerContext, Future<?>> handler) {
    handlers.add(EventTypes.of(type).name(), Route.to(type, declared, handler));
    return this;
  }

  private Definition definition() {
    Filter filter =
        new Filter(
            types == null ? Set.of(handlers.types()) : types, category, stream, SlotRange.ALL);
    return new Definition(
        name,
        Definition.Kind.HANDLERS,
        filter,
        attributes,
        start,
        segments,
        inFlight,
        retry,
        onFailure,
        Duration.ofSeconds(30));
  }
}
