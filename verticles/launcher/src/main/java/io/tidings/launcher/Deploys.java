package io.tidings.launcher;

import io.vertx.core.Deployable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * What is to run: the classes that {@code Tidings-Deploys} names in the manifest of any jar of the
 * class path, and those given by {@code --deploy}. A class is a {@link Role}, or a Vert.x {@link
 * Deployable} such as a verticle.
 */
final class Deploys {

  static final String ATTRIBUTE = "Tidings-Deploys";

  private Deploys() {}

  /**
   * Those that host the log come first. Throws {@link UsageException} if there is nothing to run.
   */
  static List<Role<?>> roles(Collection<String> options) {
    Set<String> names = new LinkedHashSet<>(ofManifests());
    names.addAll(options);
    return names.stream()
        .<Role<?>>map(Deploys::role)
        .sorted(Comparator.comparing(role -> !role.hostsLog()))
        .toList();
  }

  private static List<String> ofManifests() {
    try {
      return Collections.list(loader().getResources("META-INF/MANIFEST.MF")).stream()
          .flatMap(Deploys::ofManifest)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> ofManifest(URL manifest) {
    try (InputStream in = manifest.openStream()) {
      String names = new Manifest(in).getMainAttributes().getValue(ATTRIBUTE);
      return names == null ? Stream.empty() : Stream.of(names.strip().split("[,\\s]+"));
    } catch (IOException e) {
      throw new UncheckedIOException(manifest + " cannot be read", e);
    }
  }

  private static Role<?> role(String className) {
    Class<?> type = load(className);
    if (Role.class.isAssignableFrom(type)) {
      return (Role<?>) construct(type);
    } else if (Deployable.class.isAssignableFrom(type)) {
      return new VerticleRole(type.asSubclass(Deployable.class));
    }
    throw new UsageException("%s is neither a role nor a verticle".formatted(className));
  }

  private static Class<?> load(String className) {
    try {
      return Class.forName(className, true, loader());
    } catch (ClassNotFoundException e) {
      throw new UsageException("class %s is not on the class path".formatted(className), e);
    } catch (LinkageError e) {
      throw new UsageException("class %s cannot be loaded: %s".formatted(className, e), e);
    }
  }

  private static Object construct(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new UsageException(
          "role %s cannot be made by a public constructor without arguments"
              .formatted(type.getName()),
          e);
    }
  }

  private static ClassLoader loader() {
    return Deploys.class.getClassLoader();
  }
}
