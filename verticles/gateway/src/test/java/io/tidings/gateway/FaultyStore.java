package io.tidings.gateway;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a store of consumers and cannot reach it when a test says so. */
final class FaultyStore {

  private final AtomicInteger held = new AtomicInteger();
  private final Promise<Void> released = Promise.promise();
  private volatile String holding = "";
  private volatile boolean down;

  ConsumerStore before(ConsumerStore store) {
    return (ConsumerStore)
        Proxy.newProxyInstance(
            FaultyStore.class.getClassLoader(),
            new Class<?>[] {ConsumerStore.class},
            (proxy, method, arguments) -> call(store, method, arguments));
  }

  private Object call(ConsumerStore store, Method method, Object[] arguments)
      throws IllegalAccessException, InvocationTargetException {
    if (method.getName().equals(holding)) {
      held.incrementAndGet();
      return released.future().compose(go -> answer(store, method, arguments));
    }
    return down
        ? Future.failedFuture(new ConsumerFailure.Unavailable("secret host is down", null))
        : method.invoke(store, arguments);
  }

  private static Future<?> answer(ConsumerStore store, Method method, Object[] arguments) {
    try {
      return (Future<?>) method.invoke(store, arguments);
    } catch (ReflectiveOperationException e) {
      return Future.failedFuture(e);
    }
  }

  /** Calls of this name wait from now on. */
  void hold(String call) {
    holding = call;
  }

  void release() {
    holding = "";
    released.complete();
  }

  void begin() {
    down = true;
  }

  void end() {
    down = false;
  }

  int held() {
    return held.get();
  }
}
