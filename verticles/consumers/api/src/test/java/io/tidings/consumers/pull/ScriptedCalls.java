package io.tidings.consumers.pull;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store of which some calls cannot be made for a while, and all are counted. */
final class ScriptedCalls {

  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Set<String> down = ConcurrentHashMap.newKeySet();

  ConsumerStore before(ConsumerStore store) {
    return (ConsumerStore)
        Proxy.newProxyInstance(
            ScriptedCalls.class.getClassLoader(),
            new Class<?>[] {ConsumerStore.class},
            (proxy, method, arguments) -> call(store, method, arguments));
  }

  private Object call(ConsumerStore store, Method method, Object[] arguments)
      throws IllegalAccessException, InvocationTargetException {
    calls.merge(method.getName(), 1, Integer::sum);
    return down.contains(method.getName())
        ? Future.failedFuture(new ConsumerFailure.Unavailable("down", null))
        : method.invoke(store, arguments);
  }

  int count(String call) {
    return calls.getOrDefault(call, 0);
  }

  void begin(String call) {
    down.add(call);
  }

  void end(String call) {
    down.remove(call);
  }
}
