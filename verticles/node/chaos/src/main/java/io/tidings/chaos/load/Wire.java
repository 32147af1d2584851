package io.tidings.chaos.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * One HTTP exchange whose request and answer are under way at the same time, and which notices when
 * the other side is silent: more than the JDK's client can.
 */
final class Wire implements AutoCloseable {

  private static final int CONNECT_MILLIS = 3_000;

  private final Socket socket = new Socket();
  private final OutputStream out;
  private final InputStream in;
  private int status;

  /**
   * Sends a request without its body.
   *
   * @param patience with a silent other side, once the answer has begun as well
   * @param head method and target
   * @param fields header lines
   */
  Wire(URI node, Duration patience, String head, String... fields) throws IOException {
    try {
      socket.connect(new InetSocketAddress(node.getHost(), node.getPort()), CONNECT_MILLIS);
      socket.setSoTimeout((int) patience.toMillis());
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
      in = new BufferedInputStream(socket.getInputStream());
      String text =
          head + " HTTP/1.1\r\nHost: " + node.getAuthority() + "\r\n" + String.join("\r\n", fields);
      out.write((text + "\r\n\r\n").getBytes(ISO_8859_1));
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  /** Sends a chunk of the body; an empty text ends it. */
  void write(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
    out.write(bytes);
    out.write("\r\n".getBytes(ISO_8859_1));
  }

  /** Waits for the beginning of the answer; its body, of which no more than what is there. */
  InputStream answer() throws IOException {
    status = Integer.parseInt(line().split(" ")[1]);
    boolean chunked = false;
    long length = Long.MAX_VALUE;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      chunked |= lower.equals("transfer-encoding: chunked");
      if (lower.startsWith("content-length: ")) {
        length = Long.parseLong(lower.substring("content-length: ".length()));
      }
    }
    return chunked ? new Chunks() : limited(length);
  }

  int status() {
    return status;
  }

  private InputStream limited(long length) throws IOException {
    return new ByteArrayInputStream(in.readNBytes((int) Math.min(length, Integer.MAX_VALUE)));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection has ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // So it is closed.
    }
  }

  /** A body of chunks. */
  private final class Chunks extends InputStream {

    private long left;
    private boolean first = true;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0 && !next()) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the connection has ended in a chunk");
      }
      left -= count;
      return count;
    }

    private boolean next() throws IOException {
      if (ended) {
        return false;
      }
      if (!first) {
        line();
      }
      first = false;
      left = Long.parseLong(line().strip(), 16);
      ended = left == 0;
      return !ended;
    }
  }
}
