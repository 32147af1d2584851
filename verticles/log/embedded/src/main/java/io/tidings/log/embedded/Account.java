package io.tidings.log.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A user of this machine. */
record Account(String name, int user, int group) {

  private static final Path USERS = Path.of("/etc/passwd");
  private static final Path SELF = Path.of("/proc/self");

  static final int ROOT = 0;

  /** Whether this JVM runs as root on Linux, where it can and must become somebody else. */
  static boolean isLinuxRoot() throws IOException {
    return Files.exists(SELF) && userOf(SELF) == ROOT;
  }

  static Account nobody() throws IOException {
    for (String line : Files.exists(USERS) ? Files.readAllLines(USERS) : List.<String>of()) {
      String[] fields = line.split(":");
      if (fields[0].equals("nobody") && fields.length > 3) {
        return new Account("nobody", Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
      }
    }
    return new Account("nobody", 65534, 65534);
  }

  static Account ownerOf(Path path) throws IOException {
    int group = (Integer) Files.getAttribute(path, "unix:gid");
    return new Account(Files.getOwner(path).getName(), userOf(path), group);
  }

  void own(Path path) throws IOException {
    Files.setAttribute(path, "unix:gid", group);
    Files.setAttribute(path, "unix:uid", user);
  }

  private static int userOf(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }
}
