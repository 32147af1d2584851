package io.tidings.chaos.process;

import java.nio.file.Path;

/**
 * The fat jars, in the directory of the module {@code verticles/node}: where Surefire works, and
 * otherwise where the system property {@code tidings.node.home} says.
 */
public enum Jar {
  NODE("target/tidings-node.jar"),
  GATEWAY("gateway/target/tidings-gateway.jar"),
  PERSISTENCE("persistence/target/tidings-persistence.jar");

  private final Path file;

  Jar(String file) {
    this.file = Path.of(System.getProperty("tidings.node.home", "")).resolve(file).toAbsolutePath();
  }

  public String path() {
    return file.toString();
  }
}
