package io.tidings.log.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback address. */
final class Ports {

  private static final int BACKLOG = 1;

  private Ports() {}

  /** {@code preferred} if it can be had, else a free one; another process may be quicker. */
  static int free(int preferred) throws IOException {
    if (preferred != Options.ANY_PORT && isFree(preferred)) {
      return preferred;
    }
    try (ServerSocket socket = bind(0)) {
      return socket.getLocalPort();
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = bind(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, BACKLOG, InetAddress.getByName(EmbeddedPostgres.HOST));
  }
}
