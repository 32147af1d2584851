package io.tidings.consumers.bus;

import io.tidings.consumers.ConsumerStore;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** A store of which a test says what one operation answers; the others are not asked for. */
final class ScriptedStore {

  private ScriptedStore() {}

  static ConsumerStore status(Supplier<Future<?>> answer) {
    return answering("status", answer);
  }

  static ConsumerStore enter(Supplier<Future<?>> answer) {
    return answering("enter", answer);
  }

  private static ConsumerStore answering(String operation, Supplier<Future<?>> answer) {
    return (ConsumerStore)
        Proxy.newProxyInstance(
            ScriptedStore.class.getClassLoader(),
            new Class<?>[] {ConsumerStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(operation)) {
                return answer.get();
              }
              throw new AssertionError(method.getName() + " was not to be asked for");
            });
  }
}
