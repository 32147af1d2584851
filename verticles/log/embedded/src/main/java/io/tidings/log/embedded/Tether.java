package io.tidings.log.embedded;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server is started through, so that it lives exactly as long as its JVM.
 *
 * <ul>
 *   <li>{@code setsid}: Ctrl-C in a terminal reaches the JVM only, which can then finish its work
 *       before it stops the server.
 *   <li>{@code setpriv --pdeathsig INT}: the server shuts down cleanly when the JVM is gone, even
 *       after {@code kill -9}.
 * </ul>
 *
 * <p>Where a program is missing (macOS, BusyBox) the server starts without it; one that outlived
 * its JVM is then stopped at the next start.
 */
record Tether(List<String> prefix, boolean endsWithJvm) {

  private static final List<String> OWN_SESSION = List.of("setsid");
  private static final List<String> DEATH_SIGNAL = List.of("setpriv", "--pdeathsig", "INT");

  static Tether find() throws InterruptedException {
    List<String> both = Command.concat(OWN_SESSION, DEATH_SIGNAL);
    if (Command.works(Command.concat(both, List.of("true")))) {
      return new Tether(both, true);
    }
    List<String> prefix = new ArrayList<>();
    if (Command.works(Command.concat(OWN_SESSION, List.of("true")))) {
      prefix.addAll(OWN_SESSION);
    }
    boolean endsWithJvm = Command.works(Command.concat(DEATH_SIGNAL, List.of("true")));
    if (endsWithJvm) {
      prefix.addAll(DEATH_SIGNAL);
    }
    return new Tether(prefix, endsWithJvm);
  }
}
