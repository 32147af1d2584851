package io.tidings.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A socket, for requests that no HTTP client would send. */
final class RawClient implements AutoCloseable {

  private final Socket socket;

  RawClient(int port) {
    try {
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout(20_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One response, with a body of Content-Length; what there was until the end of the stream. */
  String response() {
    try {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int left = -1;
      while (left != 0) {
        int b = in.read();
        if (b < 0) {
          break;
        }
        bytes.write(b);
        if (left > 0) {
          left--;
        } else if (b == '\n') {
          left = bodyLength(bytes.toString(StandardCharsets.ISO_8859_1));
        }
      }
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What comes up to and with this text. */
  String until(String text) {
    try {
      StringBuilder read = new StringBuilder();
      while (read.indexOf(text) < 0) {
        int b = socket.getInputStream().read();
        if (b < 0) {
          throw new IllegalStateException("ended after: " + read);
        }
        read.append((char) b);
      }
      return read.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the gateway has closed the connection, after whatever it still sent. */
  boolean closed() {
    try {
      while (socket.getInputStream().read() >= 0) {
        continue;
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  void halfClose() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with a reset, so that what was not read is lost. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int bodyLength(String head) {
    if (!head.endsWith("\r\n\r\n")) {
      return -1;
    }
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
      if (line.startsWith("content-length:")) {
        return Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    return head.startsWith("HTTP/1.1 1") || head.contains("transfer-encoding") ? -1 : 0;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
