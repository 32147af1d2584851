package io.tidings.launcher;

import io.tidings.Tidings;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Deploys one instance of a verticle, by its public constructor that takes {@link Tidings}, or else
 * by that without parameters. What {@code MailVerticle} publishes has the source {@code
 * /mail-verticle}, unless it says otherwise.
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
        .replaceAll("[^A-Za-z0-9]+", "-")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public Class<NoSettings> settings() {
    return NoSettings.class;
  }

  @Override
  public Future<Started> start(Node node, NoSettings settings) {
    Tidings tidings = node.tidings().as("/" + name());
    return node.vertx()
        .deployVerticle(() -> construct(tidings), new DeploymentOptions())
        .map(id -> Started.inside(() -> node.vertx().undeploy(id)));
  }

  private Deployable construct(Tidings tidings) {
    try {
      Optional<Constructor<?>> constructor = takingTidings();
      return (Deployable)
          (constructor.isPresent()
              ? constructor.get().newInstance(tidings)
              : verticle.getConstructor().newInstance());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(
          verticle.getName() + " needs a public constructor that takes Tidings, or nothing", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(verticle.getName() + " was not made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(verticle.getName() + " cannot be made", e);
    }
  }

  private Optional<Constructor<?>> takingTidings() {
    return Arrays.stream(verticle.getConstructors())
        .filter(one -> Arrays.equals(one.getParameterTypes(), new Class<?>[] {Tidings.class}))
        .findFirst();
  }
}
