package io.tidings.sourcing;

import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A process over several streams, one instance for each key: which events begin it and move it, and
 * where to. Its handlers are pure functions: whoever runs them may call them any number of times,
 * on any thread, and throw results away. Immutable.
 *
 * <pre>{@code
 * Saga<Fulfilment> saga =
 *     Saga.named("order-fulfilment", Fulfilment.class)
 *         .startsOn(OrderPlaced.class, OrderPlaced::orderId, order -> Step.to(…))
 *         .on(PaymentReceived.class, PaymentReceived::orderId, (state, payment) -> Step.to(…))
 *         .onTimeout("payment-overdue", state -> Step.to("cancelled", state).compensate().end())
 *         .build();
 * }</pre>
 *
 * @param <S> the state of an instance: a record that can be written as JSON
 */
public final class Saga<S> {

  /** Says what a rejected command means. */
  @FunctionalInterface
  public interface RejectionHandler<S, C> {
    Step<S> handle(S state, C command, Rejection rejection);
  }

  record Start<S>(Function<Object, String> key, Function<Object, Step<S>> handler) {}

  record On<S>(Function<Object, String> key, BiFunction<S, Object, Step<S>> handler) {}

  private final String name;
  private final Class<S> state;
  private final Map<Class<?>, Start<S>> starts;
  private final Map<Class<?>, On<S>> events;
  private final Map<String, Function<S, Step<S>>> timeouts;
  private final Map<Class<?>, RejectionHandler<S, Object>> rejections;
  private final List<EventFamily<?>> families;

  private Saga(Builder<S> builder) {
    this.name = builder.name;
    this.state = builder.state;
    this.starts = Map.copyOf(builder.starts);
    this.events = Map.copyOf(builder.events);
    this.timeouts = Map.copyOf(builder.timeouts);
    this.rejections = Map.copyOf(builder.rejections);
    this.families = List.copyOf(builder.families);
  }

  /**
   * Begins a definition.
   *
   * <p>Choose a name that is no category of other streams: with {@code _} for its hyphens it is the
   * category of the instances' streams, so that a saga {@code order} would have that of {@code A1}
   * in {@code order-A1}. Nothing is recorded in a stream that has events of others; what would move
   * the instance becomes a dead letter of {@code saga.<name>.reactions} then. Give the saga another
   * name, and redrive or discard these.
   *
   * @param name of the saga in the whole cluster, for good: lower-case words with hyphens, up to 60
   *     characters
   * @param state a record; how it may change while instances are under way is in {@code
   *     docs/guides/sagas.md}
   */
  public static <S extends Record> Builder<S> named(String name, Class<S> state) {
    return new Builder<>(name, state);
  }

  public String name() {
    return name;
  }

  public Class<S> state() {
    return state;
  }

  /** Where the instance of this key has its history. */
  public String stream(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException(
          "an event has an empty key for saga " + name + ": answer null to have it passed over");
    }
    return category() + "-" + key;
  }

  /** The key of the instance that has this stream. */
  public String key(String stream) {
    return stream.substring(category().length() + 1);
  }

  /** The category of the instances' streams: the name, with {@code _} for the hyphens. */
  public String category() {
    return name.replace('-', '_');
  }

  /** The classes of events that there are handlers of. */
  public Set<Class<?>> events() {
    Set<Class<?>> all = new HashSet<>(starts.keySet());
    all.addAll(events.keySet());
    return Set.copyOf(all);
  }

  /** Families that say how older events are read. */
  public List<EventFamily<?>> families() {
    return families;
  }

  /** The names of time-outs that there are handlers of. */
  public Set<String> timeouts() {
    return timeouts.keySet();
  }

  /** The classes of commands that there are handlers of rejections of. */
  public Set<Class<?>> rejections() {
    return rejections.keySet();
  }

  /** Whose event it is: the key of the instance that it begins or moves, or null if of none. */
  public String keyOf(Object event) {
    On<S> on = events.get(event.getClass());
    if (on != null) {
      return on.key().apply(event);
    }
    Start<S> start = starts.get(event.getClass());
    return start == null ? null : start.key().apply(event);
  }

  Start<S> start(Object event) {
    return starts.get(event.getClass());
  }

  On<S> on(Object event) {
    return events.get(event.getClass());
  }

  Function<S, Step<S>> timeout(String timeout) {
    return timeouts.get(timeout);
  }

  RejectionHandler<S, Object> rejection(Object command) {
    return rejections.getOrDefault(
        command.getClass(),
        (state, any, rejection) -> Step.to("rejected", state).compensate().end());
  }

  /** Collects the handlers. Not safe for use by several threads. */
  public static final class Builder<S> {

    private final String name;
    private final Class<S> state;
    private final Map<Class<?>, Start<S>> starts = new LinkedHashMap<>();
    private final Map<Class<?>, On<S>> events = new LinkedHashMap<>();
    private final Map<String, Function<S, Step<S>>> timeouts = new LinkedHashMap<>();
    private final Map<Class<?>, RejectionHandler<S, Object>> rejections = new LinkedHashMap<>();
    private final List<EventFamily<?>> families = new ArrayList<>();

    private Builder(String name, Class<S> state) {
      if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*") || name.length() > 60) {
        throw new IllegalArgumentException(
            "the saga is '" + name + "': give up to 60 lower-case letters, digits and hyphens");
      }
      this.name = name;
      this.state = state;
    }

    /**
     * The event begins the instance of its key, unless there is, or was, one.
     *
     * @param event a record that carries {@link EventType}
     * @param key of the instance; null if the event is of none
     */
    public <E extends Record> Builder<S> startsOn(
        Class<E> event, Function<E, String> key, Function<E, Step<S>> handler) {
      Start<S> start =
          new Start<>(one -> key.apply(event.cast(one)), one -> handler.apply(event.cast(one)));
      put(starts, eventType(event), start);
      return this;
    }

    /**
     * The event moves the instance of its key; it is ignored if there is none. For a class that
     * {@link #startsOn} is given too, the key of this one counts.
     *
     * @param event as {@link #startsOn}
     */
    public <E extends Record> Builder<S> on(
        Class<E> event, Function<E, String> key, BiFunction<S, E, Step<S>> handler) {
      On<S> on =
          new On<>(
              one -> key.apply(event.cast(one)),
              (state, one) -> handler.apply(state, event.cast(one)));
      put(events, eventType(event), on);
      return this;
    }

    /** What {@link Step#after} leads to. A time-out without a handler cannot be set. */
    public Builder<S> onTimeout(String timeout, Function<S, Step<S>> handler) {
      put(timeouts, timeout, handler);
      return this;
    }

    /**
     * What it means if a decider rejects such a command. Without it: the saga compensates and ends,
     * at the step {@code rejected}.
     *
     * @param command a record with a {@link CommandType}
     */
    public <C extends Record> Builder<S> onRejection(
        Class<C> command, RejectionHandler<S, C> handler) {
      CommandTypes.nameOf(command);
      put(
          rejections,
          command,
          (state, one, rejection) -> handler.handle(state, command.cast(one), rejection));
      return this;
    }

    /** How older events are read; without it each event is read as the record of its type. */
    public Builder<S> reads(EventFamily<?> family) {
      families.add(family);
      return this;
    }

    /**
     * @throws IllegalStateException if no event begins the saga
     */
    public Saga<S> build() {
      if (starts.isEmpty()) {
        throw new IllegalStateException("nothing begins saga " + name + ": give it startsOn");
      }
      return new Saga<>(this);
    }

    private <K, V> void put(Map<K, V> into, K key, V handler) {
      if (into.putIfAbsent(key, handler) != null) {
        throw new IllegalStateException("saga " + name + " has two handlers of " + key);
      }
    }

    private static Class<?> eventType(Class<?> event) {
      if (!event.isAnnotationPresent(EventType.class)) {
        throw new IllegalArgumentException(
            event.getName()
                + " has no event type: annotate it, @EventType(\"orders.order-placed\")");
      }
      return event;
    }
  }
}
