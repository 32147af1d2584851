package io.tidings.log.embedded;

import java.util.List;

/**
 * Signals that {@link ProcessHandle} cannot send: its TERM would wait for every client to leave.
 */
final class Signals {

  private Signals() {}

  /** Nothing happens if the process is gone. */
  static void send(String signal, long pid) throws InterruptedException {
    // the shell's own kill: a program of that name is not on every machine
    Command.works(List.of("sh", "-c", "kill -" + signal + " \"$0\"", Long.toString(pid)));
  }
}
