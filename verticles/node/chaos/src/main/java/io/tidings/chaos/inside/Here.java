package io.tidings.chaos.inside;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a node that the harness runs is told by its system properties. */
public final class Here {

  /** The directory of the histories. */
  public static final String HISTORY = "tidings.chaos.history";

  /** How to log in to the database by the node's own way. */
  public static final String POSTGRES = "tidings.chaos.postgres";

  /** How many events a second each node publishes. */
  public static final String RATE = "tidings.chaos.rate";

  /** The number of the node. */
  public static final String NODE = "tidings.chaos.node";

  private static final String PREFIX = "node-";

  private Here() {}

  /** Whether the client or process of that name is part of a node. */
  public static boolean isNode(String name) {
    return name.startsWith(PREFIX);
  }

  /** A name for this process that no other one has had. */
  static String process() {
    return (PREFIX + "%s-%d").formatted(System.getProperty(NODE), ProcessHandle.current().pid());
  }

  /** A file of this process alone. */
  static Path history(String what) {
    return Path.of(System.getProperty(HISTORY), process() + "-" + what + ".history");
  }

  /** Exists when nothing more is to be published. */
  public static Path stop(Path histories) {
    return histories.resolve("stop-publishing");
  }

  static boolean isStopped() {
    return Files.exists(stop(Path.of(System.getProperty(HISTORY))));
  }
}
