package io.tidings.launcher;

import io.tidings.log.EventLog;
import io.tidings.log.tail.Tail;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * Deploys one instance of a verticle. Of its public constructors that with the most parameters is
 * called, all of which are things that the node has: {@link EventLog}, {@link Tail}, {@link Node}.
 */
final class VerticleRole implements Role<VerticleRole.NoSettings> {

  record NoSettings() {}

  private final Class<? extends Deployable> verticle;

  VerticleRole(Class<? extends Deployable> verticle) {
    this.verticle = verticle;
  }

  /** {@code MailVerticle} is {@code mail-verticle}. */
  @Override
  public String name() {
    return verticle
        .getSimpleName()
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public Class<NoSettings> settings() {
    return NoSettings.class;
  }

  @Override
  public Future<Started> start(Node node, NoSettings settings) {
    Map<Class<?>, Object> offered =
        Map.of(EventLog.class, node.log(), Tail.class, node.tail(), Node.class, node);
    return node.vertx()
        .deployVerticle(() -> construct(offered), new DeploymentOptions())
        .map(id -> Started.inside(() -> node.vertx().undeploy(id)));
  }

  private Deployable construct(Map<Class<?>, Object> offered) {
    Constructor<?> constructor =
        Arrays.stream(verticle.getConstructors())
            .filter(one -> offered.keySet().containsAll(Arrays.asList(one.getParameterTypes())))
            .max(Comparator.comparingInt(Constructor::getParameterCount))
            .orElseThrow(() -> new IllegalStateException(unsuitable(offered)));
    Object[] arguments = Arrays.stream(constructor.getParameterTypes()).map(offered::get).toArray();
    try {
      return (Deployable) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(verticle.getName() + " was not made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(verticle.getName() + " cannot be made", e);
    }
  }

  private String unsuitable(Map<Class<?>, Object> offered) {
    return "%s needs a public constructor without parameters other than %s"
        .formatted(
            verticle.getName(),
            offered.keySet().stream().map(Class::getSimpleName).sorted().toList());
  }
}
