package io.tidings;

import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Filter;
import io.tidings.model.RecordedEvent;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.wire.EventJson;
import io.tidings.wire.EventTypes;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a verticle publishes with and subscribes to. The same whether everything runs {@link
 * #inProcess} or on many nodes. Thread-safe; one for each node.
 */
public final class Tidings {

  private final Vertx vertx;
  private final EventLog log;
  private final Tail tail;
  private final String source;

  /**
   * On an event bus that knows {@link TidingsCodec}.
   *
   * @param source the CloudEvents source of what is published here
   */
  public Tidings(Vertx vertx, EventLog log, Tail tail, String source) {
    this.vertx = vertx;
    this.log = log;
    this.tail = tail;
    this.source = source;
  }

  /**
   * Everything in this JVM: the log in memory, a bus of its own, no cluster, no database. The log
   * is lost with the process. {@link #close} ends it.
   */
  public static Tidings inProcess() {
    Vertx vertx = Vertx.vertx();
    TidingsCodec.register(vertx);
    vertx.deployVerticle(
        new PersistenceVerticle(new MemoryEventLog(), PersistenceConfig.defaults()));
    // Until the verticle is there the bus adapter repeats its requests.
    EventLog log = new BusEventLog(vertx, BusLogConfig.defaults(), true);
    return new Tidings(vertx, log, new Tail(vertx, log, TailConfig.defaults()), "/tidings");
  }

  /** The same, publishing as another source. */
  public Tidings as(String source) {
    return new Tidings(vertx, log, tail, source);
  }

  public Vertx vertx() {
    return vertx;
  }

  public EventLog log() {
    return log;
  }

  public Tail tail() {
    return tail;
  }

  /** Where to publish; {@link Publication#publish} records. */
  public Publication to(String stream) {
    return new Publication(source, stream, log::append);
  }

  /**
   * Calls a handler for each event of a type that is recorded from now on, once, in order of
   * position (D2), on the context of the caller. The handler must not block. Live only: what is
   * recorded while nobody is subscribed is not delivered later, and an event that a handler fails
   * on is logged and left behind.
   *
   * @param type a record that carries {@link io.tidings.model.EventType}
   * @return succeeds when no event can be missed any more
   */
  public <E extends Record> Future<Subscription> on(
      Class<E> type, BiConsumer<E, RecordedEvent> handler) {
    return onAsync(
        type,
        (value, event) -> {
          handler.accept(value, event);
          return Future.succeededFuture();
        });
  }

  /** As {@link #on}, for a handler that is done when its future is; the next event waits for it. */
  public <E extends Record> Future<Subscription> onAsync(
      Class<E> type, BiFunction<E, RecordedEvent, Future<?>> handler) {
    return follow(
        Filter.types(EventTypes.of(type).name()),
        event -> handler.apply(EventJson.decode(event.data(), type), event));
  }

  /**
   * As {@link #on}, for a handler that may block: it runs on a virtual thread where the JVM has
   * them, otherwise on a worker thread. The next event waits for it.
   */
  public <E extends Record> Future<Subscription> onBlocking(
      Class<E> type, BiConsumer<E, RecordedEvent> handler) {
    return onAsync(
        type,
        (value, event) ->
            Blocking.run(
                vertx,
                () -> {
                  handler.accept(value, event);
                  return null;
                }));
  }

  /** As {@link #onAsync}, for whatever a filter matches, as recorded. */
  public Future<Subscription> follow(Filter filter, Function<RecordedEvent, Future<?>> handler) {
    return Subscription.begin(vertx, log, tail, filter, handler);
  }

  /**
   * Ends the Vert.x that this works on, and with it every subscription and, in process, the log.
   */
  public Future<Void> close() {
    return vertx.close();
  }
}
