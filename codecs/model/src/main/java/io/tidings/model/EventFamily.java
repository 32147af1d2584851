package io.tidings.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The events that some code knows, and what becomes of older ones when they are read; the log keeps
 * them as they are (L8). Immutable.
 *
 * <pre>{@code
 * static final EventFamily<OrderEvent> EVENTS =
 *     EventFamily.of(OrderEvent.class)
 *         .upcast(OrderPlacedV1.class, old -> new OrderPlaced(old.orderId(), old.total(), EUR))
 *         .renamed("shop.order-shipped", 1, OrderShipped.class)
 *         .dropped("orders.order-viewed", 1)
 *         .build();
 * }</pre>
 *
 * @param <E> what all of them are: a sealed interface whose records carry {@link EventType}
 */
public final class EventFamily<E> {

  /** An event type in one version of its schema, as the log has it. */
  public record Version(String type, int version) implements Comparable<Version> {

    @Override
    public int compareTo(Version other) {
      int byType = type.compareTo(other.type);
      return byType != 0 ? byType : Integer.compare(version, other.version);
    }

    @Override
    public String toString() {
      return type + " version " + version;
    }
  }

  private final Class<E> family;
  private final Map<Version, Class<?>> records;
  private final Set<Version> dropped;
  private final Map<Class<?>, Function<Object, List<?>>> upcasts;

  private EventFamily(Builder<E> builder) {
    this.family = builder.family;
    this.records = Map.copyOf(builder.records);
    this.dropped = Set.copyOf(builder.dropped);
    this.upcasts = Map.copyOf(builder.upcasts);
  }

  /**
   * Begins with the records of a sealed interface, and of sealed interfaces below it, as they are
   * now.
   *
   * @throws IllegalArgumentException if the class is not sealed, or something below it is no record
   *     that carries {@link EventType}, or two have one type and version
   */
  public static <E> Builder<E> of(Class<E> family) {
    return new Builder<>(family);
  }

  public Class<E> family() {
    return family;
  }

  /** The names of all types that are read, also those that only older versions have. */
  public Set<String> types() {
    return versions().stream().map(Version::type).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every type and version that is read and not dropped. */
  public Set<Version> versions() {
    return new TreeSet<>(records.keySet());
  }

  /** Whether these events are passed over. */
  public boolean drops(String type, int version) {
    return dropped.contains(new Version(type, version));
  }

  /**
   * The record that a payload of this type and version is read into.
   *
   * @throws UnknownEvent if the family has none
   */
  public Class<?> recordOf(String type, int version) {
    Class<?> known = records.get(new Version(type, version));
    if (known == null) {
      throw new UnknownEvent(family, type, version);
    }
    return known;
  }

  /**
   * What the record stands for today: itself, or what the upcasts make of it.
   *
   * @param event of a class that {@link #recordOf} named
   * @throws IllegalStateException if an upcast makes something of it that is neither of the family
   *     nor upcast itself: mend the upcast
   */
  public List<E> today(Object event) {
    List<E> today = new ArrayList<>(1);
    addToday(event, upcasts.size(), today);
    return List.copyOf(today);
  }

  /**
   * @param steps how many upcasts may follow: each but once, or they would never end
   */
  private void addToday(Object event, int steps, List<E> today) {
    if (family.isInstance(event)) {
      today.add(family.cast(event));
      return;
    }
    Function<Object, List<?>> upcast = event == null ? null : upcasts.get(event.getClass());
    if (upcast == null || steps == 0) {
      throw new IllegalStateException(
          "the upcasts of %s lead to %s, %s"
              .formatted(
                  family.getName(),
                  event == null ? "null" : event.getClass().getName(),
                  upcast == null
                      ? "which is neither of the family nor upcast: mend the upcast"
                      : "and again to it: let each lead to a later version"));
    }
    for (Object next : upcast.apply(event)) {
      addToday(next, steps - 1, today);
    }
  }

  /** Collects how older events are read. Not safe for use by several threads. */
  public static final class Builder<E> {

    private final Class<E> family;
    private final Map<Version, Class<?>> records = new LinkedHashMap<>();
    private final Set<Version> dropped = new TreeSet<>();
    private final Map<Class<?>, Function<Object, List<?>>> upcasts = new HashMap<>();

    private Builder(Class<E> family) {
      this.family = family;
      addAll(family);
    }

    /**
     * An older version, as it was, and what it is in the next one, or in the present one.
     *
     * @param old a record with the {@link EventType} of the older version
     */
    public <O extends Record> Builder<E> upcast(Class<O> old, Function<O, ?> next) {
      return split(old, event -> Collections.singletonList(next.apply(event)));
    }

    /** As {@link #upcast}, where one event has become several, or none, in this order. */
    public <O extends Record> Builder<E> split(Class<O> old, Function<O, List<?>> next) {
      add(versionOf(old), old);
      upcasts.put(old, event -> next.apply(old.cast(event)));
      return this;
    }

    /** A name that the type had, in that version, with the payload of this record. */
    public Builder<E> renamed(String type, int version, Class<? extends Record> record) {
      add(new Version(type, version), record);
      return this;
    }

    /** Events that mean nothing any more: they are passed over. */
    public Builder<E> dropped(String type, int version) {
      Version gone = checked(new Version(type, version));
      if (records.containsKey(gone)) {
        throw new IllegalArgumentException(gone + " is read as " + records.get(gone).getName());
      }
      dropped.add(gone);
      return this;
    }

    /**
     * @throws IllegalArgumentException if a record is read that is neither of the family nor upcast
     */
    public EventFamily<E> build() {
      for (Map.Entry<Version, Class<?>> known : records.entrySet()) {
        Class<?> record = known.getValue();
        if (!family.isAssignableFrom(record) && !upcasts.containsKey(record)) {
          throw new IllegalArgumentException(
              "%s is read as %s, which is no %s: give an upcast"
                  .formatted(known.getKey(), record.getName(), family.getSimpleName()));
        }
      }
      return new EventFamily<>(this);
    }

    private void addAll(Class<?> type) {
      if (type.isRecord()) {
        add(versionOf(type), type);
      } else if (type.isSealed()) {
        Arrays.stream(type.getPermittedSubclasses()).forEach(this::addAll);
      } else {
        throw new IllegalArgumentException(
            type.getName() + " is neither a record nor a sealed interface: make it one");
      }
    }

    private void add(Version version, Class<?> record) {
      checked(version);
      Class<?> other = records.putIfAbsent(version, record);
      if (other != null || dropped.contains(version)) {
        throw new IllegalArgumentException(
            "%s is said twice, by %s as well: give each record a version of its own"
                .formatted(version, other == null ? "dropped" : other.getName()));
      }
    }

    private static Version checked(Version version) {
      if (version.version() < 1) {
        throw new IllegalArgumentException(version + ": versions begin with 1");
      }
      return version;
    }

    private static Version versionOf(Class<?> record) {
      EventType type = record.getAnnotation(EventType.class);
      if (type == null) {
        throw new IllegalArgumentException(
            record.getName()
                + " has no event type: annotate it, @EventType(\"orders.order-placed\")");
      }
      return new Version(type.value(), type.version());
    }
  }
}
