package io.tidings.node.system;

import java.nio.file.Path;

/** The fat jars. Surefire works in the directory of the module. */
enum Jar {
  NODE("target/tidings-node.jar"),
  GATEWAY("gateway/target/tidings-gateway.jar"),
  PERSISTENCE("persistence/target/tidings-persistence.jar");

  private final Path file;

  Jar(String file) {
    this.file = Path.of(file).toAbsolutePath();
  }

  String path() {
    return file.toString();
  }
}
