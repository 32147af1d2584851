package io.tidings.gateway;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Configurations that differ from the defaults in what a test is about. */
final class Configs {

  private Configs() {}

  /** The defaults on a free port, but for these components: name, value, name, value, … */
  static GatewayConfig with(Object... namesAndValues) {
    Map<String, Object> changed = new HashMap<>(Map.of("port", 0));
    for (int at = 0; at < namesAndValues.length; at += 2) {
      changed.put((String) namesAndValues[at], namesAndValues[at + 1]);
    }
    RecordComponent[] components = GatewayConfig.class.getRecordComponents();
    Object[] values =
        Arrays.stream(components)
            .map(
                component ->
                    changed.containsKey(component.getName())
                        ? changed.remove(component.getName())
                        : value(component))
            .toArray();
    if (!changed.isEmpty()) {
      throw new IllegalArgumentException("no such settings: " + changed.keySet());
    }
    return of(components, values);
  }

  static Object value(RecordComponent component) {
    try {
      return component.getAccessor().invoke(GatewayConfig.defaults());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GatewayConfig of(RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return GatewayConfig.class.getDeclaredConstructor(types).newInstance(values);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
