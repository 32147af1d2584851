package io.tidings.chaos.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whose data they are: PostgreSQL refuses to run as root. */
record Owner(int user, int group) {

  private static final Path SELF = Path.of("/proc/self");

  static Owner of(Path path) throws IOException {
    return new Owner(
        (Integer) Files.getAttribute(path, "unix:uid"),
        (Integer) Files.getAttribute(path, "unix:gid"));
  }

  /** The command by which this process runs another one as the owner. */
  List<String> prefix() throws IOException {
    if (!Files.exists(SELF) || of(SELF).user() != 0) {
      return List.of();
    }
    return user == 0
        ? List.of("unshare", "-U")
        : List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups");
  }

  /** Makes the file or directory the owner's, if this process may. */
  void take(Path path) throws IOException {
    if (!prefix().isEmpty()) {
      Files.setAttribute(path, "unix:gid", group);
      Files.setAttribute(path, "unix:uid", user);
    }
  }
}
