package io.tidings.log.embedded;

import java.nio.file.Path;

/** Unpacked binaries, ready to run; {@code version} as the server says it: {@code 18.6}. */
record Installation(Path home, String version) {

  Path postgres() {
    return home.resolve("bin/postgres");
  }

  Path initdb() {
    return home.resolve("bin/initdb");
  }

  /** What {@code PG_VERSION} of a data directory must say: {@code 18}. */
  String major() {
    return version.split("[^0-9]", 2)[0];
  }
}
