package io.tidings;

import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.memory.MemorySchedule;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Filter;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.persistence.ScheduleConfig;
import io.tidings.persistence.ScheduleVerticle;
import io.tidings.wire.EventJson;
import io.tidings.wire.EventTypes;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a verticle publishes with and subscribes to. The same whether everything runs {@link
 * #inProcess} or on many nodes. Thread-safe; one for each node.
 */
public final class Tidings {

  private final Vertx vertx;
  private final EventLog log;
  private final Tail tail;
  private final Schedule schedule;
  private final String source;
  private final Activity activity;
  private final Supplier<Future<Void>> closing;

  /**
   * On an event bus that knows {@link TidingsCodec}, and that somebody else closes.
   *
   * @param source the CloudEvents source of what is published here
   */
  public Tidings(Vertx vertx, EventLog log, Tail tail, Schedule schedule, String source) {
    this(vertx, log, tail, schedule, source, new Activity(vertx, log), Future::succeededFuture);
  }

  private Tidings(
      Vertx vertx,
      EventLog log,
      Tail tail,
      Schedule schedule,
      String source,
      Activity activity,
      Supplier<Future<Void>> closing) {
    this.vertx = vertx;
    this.log = log;
    this.tail = tail;
    this.schedule = schedule;
    this.source = source;
    this.activity = activity;
    this.closing = closing;
  }

  /**
   * Everything in this JVM: the log in memory, a bus of its own, no cluster, no database. It can be
   * used at once. The log is lost with the process, which its threads keep alive until {@link
   * #close}.
   */
  public static Tidings inProcess() {
    Vertx vertx = Vertx.vertx();
    TidingsCodec.register(vertx);
    EventLog log = new BusEventLog(vertx, BusLogConfig.defaults(), true);
    Future<?> serving =
        Future.all(
            vertx.deployVerticle(
                new PersistenceVerticle(new MemoryEventLog(), PersistenceConfig.defaults())),
            vertx.deployVerticle(
                new ScheduleVerticle(new MemorySchedule(), log, ScheduleConfig.defaults())));
    if (!Context.isOnVertxThread()) {
      // Where that is forbidden, the bus adapter repeats its requests until somebody answers.
      serving.await();
    }
    Tail tail = new Tail(vertx, log, TailConfig.defaults());
    Schedule schedule = new BusSchedule(vertx, BusLogConfig.defaults(), true);
    return new Tidings(
        vertx, log, tail, schedule, "/tidings", new Activity(vertx, log), vertx::close);
  }

  /** The same, publishing as another source. */
  public Tidings as(String source) {
    return new Tidings(vertx, log, tail, schedule, source, activity, closing);
  }

  /** The CloudEvents source of what is published here. */
  public String source() {
    return source;
  }

  /** Where to deploy verticles; never close it, {@link #close} does. */
  public Vertx vertx() {
    return vertx;
  }

  /** For reading, and for appends of more than one stream. */
  public EventLog log() {
    return log;
  }

  /** How far this node has seen the log. */
  public Tail tail() {
    return tail;
  }

  /** What is to be recorded later: for looking at it, and for ids of your own. */
  public Schedule schedule() {
    return schedule;
  }

  Activity activity() {
    return activity;
  }

  /** Where to publish; {@link Publication#publish} records. */
  public Publication to(String stream) {
    return new Publication(this, stream);
  }

  /**
   * Records what {@link Publication#prepare} made, or an append to several streams, all or none
   * (L1). May be repeated (L5).
   *
   * @return fails as {@link Publication#publish}
   */
  public Future<List<Receipt>> publish(Append append) {
    return activity
        .append(append)
        .compose(
            result ->
                result instanceof AppendResult.Recorded recorded
                    ? Future.succeededFuture(recorded.receipts())
                    : Future.failedFuture(new PublishRefused(result)));
  }

  /**
   * Cancels what {@link Publication#publishAt} or {@link Publication#publishAfter} has scheduled,
   * or gives it up after it has failed. May be repeated.
   *
   * @param id of the {@link io.tidings.log.schedule.Scheduled}
   * @return only {@link Cancellation#CANCELLED} says that it will not be recorded (S4); fails with
   *     a {@link io.tidings.log.LogFailure}
   */
  public Future<Cancellation> cancel(String id) {
    return schedule.cancel(id);
  }

  /**
   * Calls a handler for each event of a type, of whatever schema version, that is recorded from now
   * on: once, in order of position (D2), on the context of the caller. In a verticle that runs on
   * an event loop the handler must not block. Subscriptions do not wait for each other, not even
   * those of one verticle.
   *
   * <p>Live only: what is recorded while nobody is subscribed is not delivered later, and an event
   * that a handler fails on is logged and left behind.
   *
   * @param type a record that carries {@link io.tidings.model.EventType}
   * @param handler use {@link #onAsync} if it starts what ends later, such as a publication, so
   *     that a failure of that does not go unnoticed
   * @return succeeds when no event can be missed any more; as long as no persistence node can be
   *     reached, it waits
   * @throws IllegalArgumentException if the class has no event type
   */
  public <E extends Record> Future<Subscription> on(Class<E> type, EventHandler<E> handler) {
    return onAsync(
        type,
        (value, event) -> {
          try {
            handler.handle(value, event);
            return Future.succeededFuture();
          } catch (Exception failure) {
            return Future.failedFuture(failure);
          }
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
   * As {@link #on}, for a handler that may block, and await futures: it runs on a virtual thread
   * where the JVM has them, otherwise on a thread of its own. The next event waits for it.
   */
  public <E extends Record> Future<Subscription> onBlocking(
      Class<E> type, EventHandler<E> handler) {
    return onAsync(
        type,
        (value, event) ->
            Blocking.run(
                () -> {
                  handler.handle(value, event);
                  return null;
                }));
  }

  /** As {@link #onAsync}, for whatever a filter matches, as recorded. */
  public Future<Subscription> follow(Filter filter, Function<RecordedEvent, Future<?>> handler) {
    return Subscription.begin(this, filter, handler);
  }

  /**
   * For tests: waits until this node is at rest. Everything recorded so far has been handled by
   * every subscription made here, and so has everything that the handlers have published meanwhile.
   * What is scheduled for later is not waited for.
   *
   * @return succeeds then; fails with the first failure of a handler since the last call. It waits
   *     as long as somebody goes on publishing
   */
  public Future<Void> settled() {
    return activity.settled();
  }

  /**
   * Ends what {@link #inProcess} has begun: every subscription, every verticle deployed here, the
   * log. On a node it does nothing: that is ended by its launcher.
   */
  public Future<Void> close() {
    return closing.get();
  }
}
