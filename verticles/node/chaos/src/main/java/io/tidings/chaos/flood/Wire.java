package io.tidings.chaos.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * One connection with requests on their way, the answers to which come in their order. Of an answer
 * only the status, the length and whether it says when to come again are looked at.
 */
final class Wire {

  /** What the connection tells. */
  interface Listener {

    void answered(Answer answer, long number, long since);

    /** The connection has ended before this one was answered. */
    void broken(long number);

    /** There is room for another request. */
    void room(Wire wire);
  }

  private static final int ANSWER_BYTES = 16 * 1024;
  private static final int GATHERED = 16;

  /** A request that is not answered yet. */
  private record Sent(long number, long since) {}

  private final int port;
  private final Selector selector;
  private final Listener listener;
  private final Deque<Sent> unanswered = new ArrayDeque<>();
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
  private SocketChannel channel;
  private SelectionKey key;

  /** Whether somebody waits for room here. */
  boolean listed;

  Wire(int port, Selector selector, Listener listener) {
    this.port = port;
    this.selector = selector;
    this.listener = listener;
  }

  int outstanding() {
    return unanswered.size();
  }

  /** Connects, again if the other side has ended the connection. */
  void open() throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send(List<ByteBuffer> request, long number, long since) {
    unanswered.add(new Sent(number, since));
    unsent.addAll(request);
  }

  /** Writes as much as the connection takes now. */
  void flush() throws IOException {
    if (channel == null) {
      open();
    }
    try {
      while (!unsent.isEmpty()) {
        ByteBuffer[] some = unsent.stream().limit(GATHERED).toArray(ByteBuffer[]::new);
        channel.write(some);
        while (!unsent.isEmpty() && !unsent.peek().hasRemaining()) {
          unsent.remove();
        }
        if (some[some.length - 1].hasRemaining()) {
          break;
        }
      }
      key.interestOps(SelectionKey.OP_READ | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    } catch (IOException ended) {
      read();
    }
  }

  void ready() throws IOException {
    if (key.isReadable()) {
      read();
    }
    if (key != null && key.isValid() && key.isWritable()) {
      flush();
    }
  }

  private void read() {
    try {
      int read = channel.read(answer);
      while (next()) {
        // until what was read has no whole answer left
      }
      if (read < 0) {
        close();
      }
    } catch (IOException reset) {
      close();
    }
  }

  private boolean next() {
    String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      return false;
    }
    String head = text.substring(0, headEnd + 2).toLowerCase(Locale.ROOT);
    int length = headEnd + 4 + length(head);
    if (answer.position() < length) {
      grow(length);
      return false;
    }
    answer.flip().position(length);
    answer.compact();
    Sent sent = unanswered.poll();
    if (sent != null) {
      listener.answered(Answer.of(head, text), sent.number(), sent.since());
      listener.room(this);
    }
    return answer.position() > 0;
  }

  private static int length(String head) {
    int at = head.indexOf("\r\ncontent-length: ");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 18, head.indexOf('\r', at + 18)));
  }

  private void grow(int length) {
    if (length > answer.capacity()) {
      answer = ByteBuffer.allocate(length).put(answer.flip());
    }
  }

  /** What was not answered never will be; the next request opens the connection again. */
  void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException alreadyClosed) {
      // which was wanted
    }
    channel = null;
    key = null;
    answer.clear();
    unsent.clear();
    for (Sent sent = unanswered.poll(); sent != null; sent = unanswered.poll()) {
      listener.broken(sent.number());
      listener.room(this);
    }
  }
}
