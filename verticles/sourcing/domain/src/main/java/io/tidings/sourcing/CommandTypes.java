package io.tidings.sourcing;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The commands of a sealed family by their names on the wire. Immutable.
 *
 * @param <C> what all of them are
 */
public final class CommandTypes<C> {

  private final Map<String, Class<? extends C>> records;

  private CommandTypes(Map<String, Class<? extends C>> records) {
    this.records = records;
  }

  /**
   * The records of a sealed interface, and of sealed interfaces below it; or one record alone.
   *
   * @throws IllegalArgumentException if something below it is no record that carries {@link
   *     CommandType}, or two have one name
   */
  public static <C> CommandTypes<C> of(Class<C> family) {
    Map<String, Class<? extends C>> records = new TreeMap<>();
    add(family, records);
    return new CommandTypes<>(records);
  }

  /**
   * The name of a command's record.
   *
   * @throws IllegalArgumentException if it has no {@link CommandType}
   */
  public static String nameOf(Class<?> record) {
    CommandType type = record.getAnnotation(CommandType.class);
    if (type == null || type.value().isBlank()) {
      throw new IllegalArgumentException(
          record.getName() + " has no command type: annotate it, @CommandType(\"place-order\")");
    }
    return type.value();
  }

  /** The record of this name, or null. */
  public Class<? extends C> recordOf(String name) {
    return records.get(name);
  }

  /** All names, in their order. */
  @Override
  public String toString() {
    return String.join(", ", records.keySet());
  }

  private static <C> void add(Class<? extends C> type, Map<String, Class<? extends C>> records) {
    if (type.isRecord()) {
      Class<?> other = records.putIfAbsent(nameOf(type), type);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s are both called %s: give each a name of its own"
                .formatted(other.getName(), type.getName(), nameOf(type)));
      }
    } else if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses())
          .forEach(below -> add(below.asSubclass(type), records));
    } else {
      throw new IllegalArgumentException(
          type.getName() + " is neither a record nor a sealed interface: make it one");
    }
  }
}
