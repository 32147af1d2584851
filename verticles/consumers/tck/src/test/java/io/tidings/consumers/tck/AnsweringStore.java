package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store all of whose operations are answered in one place. */
final class AnsweringStore {

  /** Answers an operation of the port, by its name. */
  interface Answer {
    Future<?> to(String operation, Object request);
  }

  private AnsweringStore() {}

  static ConsumerStore of(Answer answer) {
    return (ConsumerStore)
        Proxy.newProxyInstance(
            AnsweringStore.class.getClassLoader(),
            new Class<?>[] {ConsumerStore.class},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments[0]));
  }

  /** Carries the operation out on another store. */
  static Future<?> ask(ConsumerStore store, String operation, Object request) {
    try {
      return (Future<?>)
          ConsumerStore.class.getMethod(operation, request.getClass()).invoke(store, request);
    } catch (InvocationTargetException failure) {
      return Future.failedFuture(failure.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(operation, impossible);
    }
  }
}
