package io.tidings.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A Java agent whose class is on the class path of the JVM that it is for. */
public final class AgentJar {

  private AgentJar() {}

  /**
   * The option that starts a JVM with the agent, a class with a {@code premain}.
   *
   * @param directory takes the jar that the JVM wants
   * @param library has what the agent needs and the class path lacks
   */
  public static String option(Path directory, Class<?> agent, String argument, Class<?> library) {
    Path jar = directory.resolve(agent.getSimpleName() + ".jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Premain-Class"), agent.getName());
    attributes.put(Attributes.Name.CLASS_PATH, location(library));
    attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
    try {
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return "-javaagent:" + jar + "=" + argument;
  }

  private static String location(Class<?> library) {
    return library.getProtectionDomain().getCodeSource().getLocation().toString();
  }
}
