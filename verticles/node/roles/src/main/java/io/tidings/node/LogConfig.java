package io.tidings.node;

import io.tidings.config.Setting;
import java.nio.file.Path;

/** Where a node that has the persistence role keeps the log. */
public record LogConfig(
    @Setting(
            value = "auto",
            alias = "log",
            help =
                "auto: the database of the section postgres if one is configured there, otherwise an"
                    + " embedded server. embedded: a PostgreSQL that this node starts in data-dir."
                    + " shared: the embedded server that another process runs in data-dir. postgres:"
                    + " the database of the section postgres. memory: the heap; gone with the"
                    + " process, and not shared with other persistence nodes.")
        Kind kind,
    @Setting(
            value = ".tidings",
            alias = "data",
            help = "Directory of the embedded server; kept when the node stops.")
        Path dataDir,
    @Setting(
            value = "0",
            help = "Port of the embedded server on 127.0.0.1; 0 keeps the last one or takes any.")
        int embeddedPort) {

  /** What {@code --log} may name. */
  public enum Kind {
    AUTO,
    EMBEDDED,
    SHARED,
    POSTGRES,
    MEMORY
  }

  public LogConfig {
    if (embeddedPort < 0 || embeddedPort > 65535) {
      throw new IllegalArgumentException(
          "embedded-port " + embeddedPort + " is not between 0 and 65535");
    }
  }
}
