package io.tidings;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.engine.Host;
import io.tidings.log.EventLog;
import io.tidings.log.schedule.Cancellation;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.tail.SharedLog;
import io.tidings.log.tail.Tail;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Filter;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.EventJson;
import io.tidings.wire.EventTypes;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a verticle publishes with and subscribes to. The same whether everything runs {@link
 * #inProcess} or on many nodes. Thread-safe; one for each node.
 */
public final class Tidings {

  private final Host host;
  private final EventLog log;
  private final Schedule schedule;
  private final String source;
  private final Activity activity;
  private final Stamps stamps;
  private final Supplier<Future<Void>> closing;
  private final Publication.Publisher unattached = new Unattached(this);

  /**
   * On an event bus that knows {@link TidingsCodec}, and that somebody else closes.
   *
   * @param host what this node offers; its consumers share what they read of its log
   * @param source the CloudEvents source of what is published here
   */
  public Tidings(Host host, Schedule schedule, String source) {
    this(host, schedule, source, Stamps.USUAL, Future::succeededFuture);
  }

  Tidings(
      Host host, Schedule schedule, String source, Stamps stamps, Supplier<Future<Void>> closing) {
    this(
        new Host(
            host.vertx(),
            new SharedLog(host.log(), host.tail()),
            host.tail(),
            host.store(),
            host.node(),
            host.meters(),
            host.config(),
            host.pauses()),
        host.log(),
        schedule,
        source,
        new Activity(host),
        stamps,
        closing);
  }

  private Tidings(
      Host host,
      EventLog log,
      Schedule schedule,
      String source,
      Activity activity,
      Stamps stamps,
      Supplier<Future<Void>> closing) {
    this.host = host;
    this.log = log;
    this.schedule = schedule;
    this.source = source;
    this.activity = activity;
    this.stamps = stamps;
    this.closing = closing;
  }

  /**
   * Everything in this JVM: the log in memory, a bus of its own, no cluster, no database. It can be
   * used at once. The log is lost with the process, which its threads keep alive until {@link
   * #close}.
   */
  public static Tidings inProcess() {
    return InProcess.tidings(Stamps.USUAL);
  }

  /**
   * The same for tests that want equal events each time: by this clock go the {@code time} of what
   * is published or decided, the time when it is recorded, the epoch of the log, what is scheduled,
   * and the pauses before a consumer tries something again.
   *
   * @param clock asked by several threads
   * @param ids gives the id of each event, and of each command, that no handler leads to; theirs
   *     follow from what they handle. Asked by several threads, and never twice the same
   */
  public static Tidings inProcess(InstantSource clock, Supplier<String> ids) {
    return InProcess.tidings(new Stamps(clock, ids));
  }

  /** The same, publishing as another source. */
  public Tidings as(String source) {
    return new Tidings(host, log, schedule, source, activity, stamps, closing);
  }

  /** The CloudEvents source of what is published here. */
  public String source() {
    return source;
  }

  /** Where to deploy verticles; never close it, {@link #close} does. */
  public Vertx vertx() {
    return host.vertx();
  }

  /** For reading, and for appends of more than one stream. */
  public EventLog log() {
    return log;
  }

  /** How far this node has seen the log. */
  public Tail tail() {
    return host.tail();
  }

  /** What is kept of consumers: for administration. */
  public ConsumerStore store() {
    return host.store();
  }

  /** What consumers need of this node; its log is the one that they share. */
  public Host host() {
    return host;
  }

  /** What is to be recorded later: for looking at it, and for ids of your own. */
  public Schedule schedule() {
    return schedule;
  }

  /** What is published here gets its {@code time} from this clock: in a test the test's own. */
  public InstantSource clock() {
    return stamps.clock();
  }

  /**
   * An id for something new, that no handling of an event leads to: in a test one of the test's
   * own. Never twice the same.
   */
  public String newId() {
    return stamps.nextId();
  }

  Stamps stamps() {
    return stamps;
  }

  Activity activity() {
    return activity;
  }

  /** Where to publish; {@link Publication#publish} records. */
  public Publication to(String stream) {
    return new Publication(this, stream, null, unattached);
  }

  /**
   * Declares a durable consumer; {@link ConsumerBuilder#start} begins to work on it. Unlike a
   * subscription it keeps its place: what is recorded while no node has started it is handled
   * later.
   *
   * @param name of the consumer in the whole cluster: lower-case letters, digits and {@code . _ -}
   */
  public ConsumerBuilder consumer(String name) {
    return new ConsumerBuilder(this, name);
  }

  /**
   * Records what {@link Publication#prepare} made, or an append to several streams, all or none
   * (L1). May be repeated (L5).
   *
   * @return fails as {@link Publication#publish}
   */
  public Future<List<Receipt>> publish(Append append) {
    return append(append)
        .compose(
            result ->
                result instanceof AppendResult.Recorded recorded
                    ? Future.succeededFuture(recorded.receipts())
                    : Future.failedFuture(new PublishRefused(result)));
  }

  /**
   * Lets one consumer take the place of another, which has built the same in another way: waits
   * until {@code to} has caught up, pauses {@code from}, waits until {@code to} has handled
   * everything that {@code from} has, and then calls {@code action}, which makes readers look at
   * what {@code to} has built: by a view of the database, say. The former stays, paused. May be
   * repeated after a crash.
   *
   * @return succeeds after the action has; fails, and {@code from} goes on, with {@link
   *     io.tidings.consumers.ConsumerFailure.Conflict} if {@code to} has dead letters, or with what
   *     the action fails with. It waits as long as {@code to} does not catch up, or tries something
   *     again
   */
  public Future<Void> switchOver(String from, String to, Supplier<Future<?>> action) {
    return new SwitchOver(this, from, to).run(action);
  }

  Future<AppendResult> append(Append append) {
    return activity.append(append);
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
   * every subscription and every consumer begun here, and so has everything that the handlers have
   * published meanwhile. What a consumer tries again is waited for, unless pauses go by the clock
   * of a test, and it is due later; dead letters are not, and neither is what is scheduled for
   * later.
   *
   * @return succeeds then; fails with the first failure of a subscription's handler since the last
   *     call. It waits as long as somebody goes on publishing
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
