package io.tidings.consumers.engine;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that a node cannot reach for a while. */
final class Outages {

  private final ConsumerStore store;
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean down;

  Outages(ConsumerStore behind) {
    store =
        (ConsumerStore)
            Proxy.newProxyInstance(
                Outages.class.getClassLoader(),
                new Class<?>[] {ConsumerStore.class},
                (proxy, method, arguments) -> call(behind, method, arguments));
  }

  private Object call(ConsumerStore behind, Method method, Object[] arguments)
      throws IllegalAccessException, InvocationTargetException {
    if (down) {
      refused.incrementAndGet();
      return Future.failedFuture(
          new ConsumerFailure.Unavailable("down, as the test wants it", null));
    }
    return method.invoke(behind, arguments);
  }

  ConsumerStore store() {
    return store;
  }

  int refused() {
    return refused.get();
  }

  void begin() {
    down = true;
  }

  void end() {
    down = false;
  }
}
