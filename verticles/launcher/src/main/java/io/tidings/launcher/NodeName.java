package io.tidings.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** What a node is called in leases and dead letters: host, process, and a few random digits. */
final class NodeName {

  private NodeName() {}

  /** Another one for each start, so that nobody takes a node for the one that it replaces. */
  static String ofThisProcess() {
    return host()
        + "-"
        + ProcessHandle.current().pid()
        + "-"
        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "node";
    }
  }
}
