package io.tidings.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports that nobody uses at the moment. */
final class Ports {

  /** A cluster's port is the first of a range, which must end in time. */
  private static final int HIGHEST = 65_000;

  private Ports() {}

  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Math.min(socket.getLocalPort(), HIGHEST);
    }
  }
}
