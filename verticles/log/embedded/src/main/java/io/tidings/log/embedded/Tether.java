package io.tidings.log.embedded;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server is started through, so that it lives exactly as long as its JVM wants.
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
record Tether(boolean ownSession, boolean endsWithJvm) {

  private static final List<String> OWN_SESSION = List.of("setsid");
  private static final List<String> DEATH_SIGNAL = List.of("setpriv", "--pdeathsig", "INT");

  static Tether find() throws InterruptedException {
    Tether both = new Tether(true, true);
    if (Command.works(both.tie(List.of(), List.of("true")))) {
      return both;
    }
    return new Tether(
        Command.works(Command.concat(OWN_SESSION, List.of("true"))),
        Command.works(Command.concat(DEATH_SIGNAL, List.of("true"))));
  }

  /**
   * The session goes outside, where its program need not fork, which would cost us the sight of the
   * server. The death signal goes inside, because a change of user would cancel it.
   */
  List<String> tie(List<String> privileges, List<String> program) {
    List<String> command = new ArrayList<>(ownSession ? OWN_SESSION : List.of());
    command.addAll(privileges);
    command.addAll(endsWithJvm ? DEATH_SIGNAL : List.of());
    command.addAll(program);
    return command;
  }
}
