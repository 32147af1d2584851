package io.tidings.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Connections that each post a request, wait for the answer, and post the next. As lean as it gets,
 * for it shares the processors with what it measures: one thread, requests written beforehand, of
 * an answer only status and length are looked at.
 */
final class HttpCallers implements AutoCloseable {

  private static final int ANSWER_BYTES = 8 * 1024;
  private static final String CREATED = "HTTP/1.1 201 ";

  private final Selector selector = Selector.open();
  private final List<Caller> callers = new ArrayList<>();
  private Queue<byte[]> requests = new ArrayDeque<>();
  private int unanswered;

  HttpCallers(int port, int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.socket().setTcpNoDelay(true);
      channel.configureBlocking(false);
      Caller caller = new Caller(channel);
      channel.register(selector, SelectionKey.OP_READ, caller);
      callers.add(caller);
    }
  }

  /** Posts all of them; returns when all are answered 201. */
  void post(List<byte[]> all) throws IOException {
    requests = new ArrayDeque<>(all);
    unanswered = all.size();
    for (Caller caller : callers) {
      caller.next();
    }
    while (unanswered > 0) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        ((Caller) key.attachment()).read();
      }
      selector.selectedKeys().clear();
    }
  }

  @Override
  public void close() throws IOException {
    for (Caller caller : callers) {
      caller.channel.close();
    }
    selector.close();
  }

  private final class Caller {
    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);

    Caller(SocketChannel channel) {
      this.channel = channel;
    }

    /** A request fits the socket's buffer, which is empty. */
    void next() throws IOException {
      byte[] request = requests.poll();
      if (request != null && channel.write(ByteBuffer.wrap(request)) < request.length) {
        throw new IOException("a request did not fit the buffer of its socket");
      }
    }

    void read() throws IOException {
      if (channel.read(answer) < 0) {
        throw new IOException("the gateway has closed a connection");
      }
      if (isWhole()) {
        answer.clear();
        unanswered--;
        next();
      }
    }

    private boolean isWhole() throws IOException {
      String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
      int headEnd = text.indexOf("\r\n\r\n");
      if (headEnd < 0) {
        return false;
      }
      if (!text.startsWith(CREATED)) {
        throw new IOException("not recorded: " + text);
      }
      int length = text.indexOf("content-length: ") + "content-length: ".length();
      int bodyBytes = Integer.parseInt(text.substring(length, text.indexOf('\r', length)));
      return answer.position() >= headEnd + 4 + bodyBytes;
    }
  }
}
