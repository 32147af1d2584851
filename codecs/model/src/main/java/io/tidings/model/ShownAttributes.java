package io.tidings.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The components of a record class that are extension attributes of its events too, by {@link
 * Attribute}. Thread-safe.
 */
public final class ShownAttributes {

  private record Shown(String name, Method accessor) {}

  private static final ClassValue<ShownAttributes> KNOWN =
      new ClassValue<>() {
        @Override
        protected ShownAttributes computeValue(Class<?> type) {
          return new ShownAttributes(read(type));
        }
      };

  private final List<Shown> shown;

  private ShownAttributes(List<Shown> shown) {
    this.shown = shown;
  }

  /**
   * Those of the class.
   *
   * @throws IllegalArgumentException if the name of one is impossible
   */
  public static ShownAttributes of(Class<?> type) {
    return KNOWN.get(type);
  }

  /**
   * As text; none for a component that is null or an empty {@code Optional}.
   *
   * @param event of the class
   * @throws IllegalArgumentException if an accessor fails
   */
  public void addTo(NewEvent.Builder builder, Object event) {
    for (Shown attribute : shown) {
      Object given = valueOf(attribute.accessor(), event);
      Object value = given instanceof Optional<?> optional ? optional.orElse(null) : given;
      if (value != null) {
        builder.extension(attribute.name(), value.toString());
      }
    }
  }

  private static List<Shown> read(Class<?> type) {
    List<Shown> shown = new ArrayList<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        Attribute attribute = component.getAnnotation(Attribute.class);
        if (attribute != null) {
          requireName(type, component, attribute.value());
          component.getAccessor().setAccessible(true);
          shown.add(new Shown(attribute.value(), component.getAccessor()));
        }
      }
    }
    return List.copyOf(shown);
  }

  private static void requireName(Class<?> type, RecordComponent component, String name) {
    try {
      Criterion.attribute(name, "");
    } catch (IllegalArgumentException impossible) {
      throw new IllegalArgumentException(
          "@Attribute of "
              + type.getName()
              + "."
              + component.getName()
              + ": "
              + impossible.getMessage(),
          impossible);
    }
  }

  private static Object valueOf(Method accessor, Object event) {
    try {
      return accessor.invoke(event);
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    } catch (InvocationTargetException failed) {
      throw new IllegalArgumentException(
          event.getClass().getName() + "." + accessor.getName() + " failed", failed.getCause());
    }
  }
}
