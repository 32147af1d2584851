package io.tidings.chaos.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** One connection through a {@link DatabaseLink}: two sockets and a thread for each direction. */
final class Relay {

  private static final int CHUNK = 16 * 1024;
  private static final int CONNECT_MILLIS = 3_000;

  private final DatabaseLink link;
  private final Socket client;
  private final Socket server = new Socket();
  private final Thread there = thread(this::connectAndCarry);
  private final Thread back = thread(this::carryBack);

  Relay(DatabaseLink link, Socket client) {
    this.link = link;
    this.client = client;
  }

  void start() {
    there.start();
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "database-link");
    thread.setDaemon(true);
    return thread;
  }

  private void connectAndCarry() {
    try {
      link.pass(DatabaseLink.Direction.TO_DATABASE);
      InetSocketAddress target = link.target();
      server.connect(target, CONNECT_MILLIS);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      back.start();
      carry(client.getInputStream(), server.getOutputStream(), DatabaseLink.Direction.TO_DATABASE);
    } catch (IOException | InterruptedException ended) {
      // As the server does that is not there, or ends in the middle.
    } finally {
      reset();
    }
  }

  private void carryBack() {
    try {
      carry(
          server.getInputStream(), client.getOutputStream(), DatabaseLink.Direction.FROM_DATABASE);
    } catch (IOException | InterruptedException ended) {
      // The other end learns it by the reset.
    } finally {
      close();
    }
  }

  private void carry(InputStream in, OutputStream out, DatabaseLink.Direction direction)
      throws IOException, InterruptedException {
    byte[] chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      link.delay(System.nanoTime());
      link.pass(direction);
      out.write(chunk, 0, read);
    }
    link.pass(direction);
  }

  /** Both ends hear that the connection was reset, whatever was on its way. */
  void reset() {
    linger(client);
    linger(server);
    close();
  }

  private static void linger(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException closed) {
      // Then there is nobody to tell.
    }
  }

  private void close() {
    link.forget(this);
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException ignored) {
        // Closed it is.
      }
    }
    there.interrupt();
    back.interrupt();
  }
}
